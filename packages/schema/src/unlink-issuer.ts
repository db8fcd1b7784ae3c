import type { Viewer as CoreViewer } from '@sluice/core/viewer'
import { builder } from './builder.ts'
import { refusable } from './error.ts'
import { Viewer } from './viewer.ts'

const UnlinkIssuerInput = builder.inputType('UnlinkIssuerInput', {
  description: 'How your account at the issuer is unlinked.',
  fields: (t) => ({
    endsSessions: t.boolean({
      required: true,
      defaultValue: true,
      description: 'Whether your other browsers that came in by the issuer are signed out.',
    }),
  }),
})

const UnlinkIssuerSuccess = builder.objectRef<{ viewer: CoreViewer }>('UnlinkIssuerSuccess').implement({
  description: 'No account at the issuer that you have linked signs you in any more.',
  fields: (t) => ({
    viewer: t.field({ type: Viewer, description: 'You.', resolve: ({ viewer }) => viewer }),
  }),
})

const refusal = refusable('InvalidInput', 'NotFound', 'Unavailable')

const UnlinkIssuerResult = refusal.resultOf('UnlinkIssuer', UnlinkIssuerSuccess, 'You, or why nothing was changed.')

builder.mutationField('unlinkIssuer', (t) =>
  t.field({
    type: UnlinkIssuerResult,
    description:
      'Unlinks your account at the issuer. Refused while you have no password: you could not sign in any more.',
    args: { input: t.arg({ type: UnlinkIssuerInput, required: true, description: 'How.' }) },
    resolve: (_, { input }, { viewer, unlinkIssuer }) =>
      refusal.catch(async () => {
        await unlinkIssuer(input)
        return { viewer }
      }),
  }),
)
