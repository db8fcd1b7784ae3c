import type { Viewer as CoreViewer } from '@sluice/core/viewer'
import { builder } from './builder.ts'
import { refusable } from './error.ts'
import { Viewer } from './viewer.ts'

const SetPasswordInput = builder.inputType('SetPasswordInput', {
  description: 'With what you sign in from now on.',
  fields: (t) => ({
    email: t.string({ required: true, description: 'Your e-mail address. Nobody else here has it.' }),
    newPassword: t.string({ required: true, description: 'The password: 10 to 128 characters.' }),
    currentPassword: t.string({
      description: 'The password that you have now. Needed when `needsCurrentPassword` says so.',
    }),
  }),
})

const SetPasswordSuccess = builder.objectRef<{ viewer: CoreViewer }>('SetPasswordSuccess').implement({
  description:
    'It holds from now on. Your other browsers are signed out, their open streams end within 10 s, and links that nobody has used do not work any more.',
  fields: (t) => ({
    viewer: t.field({ type: Viewer, description: 'You.', resolve: ({ viewer }) => viewer }),
  }),
})

const refusal = refusable('InvalidInput', 'Overloaded', 'Unavailable')

const SetPasswordResult = refusal.resultOf('SetPassword', SetPasswordSuccess, 'You, or why nothing was changed.')

builder.mutationField('setPassword', (t) =>
  t.field({
    type: SetPasswordResult,
    description: 'Sets the e-mail and the password by which you sign in. For people; a service has its token.',
    args: { input: t.arg({ type: SetPasswordInput, required: true, description: 'With what.' }) },
    resolve: (_, { input }, { viewer, setPassword }) =>
      refusal.catch(async () => {
        await setPassword({ ...input, currentPassword: input.currentPassword ?? null })
        return { viewer }
      }),
  }),
)
