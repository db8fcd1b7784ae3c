import { builder } from './builder.ts'
import { refusable } from './error.ts'
import { asUuid } from './global-id.ts'

/** A success that is a link for somebody. */
export const makeLinkSuccess = (name: string) =>
  builder.objectRef<{ secret: string }>(name).implement({
    description: 'Somebody may come in.',
    fields: (t) => ({
      path: t.string({
        description:
          "A path of this server that signs them in, once, within a day. Put the server's address before it, and give it to nobody else.",
        resolve: ({ secret }) => `/sign-in?token=${secret}`,
      }),
    }),
  })

const refusal = refusable('InvalidInput', 'NotFound', 'Forbidden', 'Unavailable')
const CreateSignInLinkSuccess = makeLinkSuccess('CreateSignInLinkSuccess')
const CreateSignInLinkResult = refusal.resultOf(
  'CreateSignInLink',
  CreateSignInLinkSuccess,
  'The link, or why there is none.',
)

const CreateSignInLinkInput = builder.inputType('CreateSignInLinkInput', {
  description: 'For whom.',
  fields: (t) => ({ principalId: t.id({ required: true, description: 'The person: the id of a viewer.' }) }),
})

builder.mutationField('createSignInLink', (t) =>
  t.field({
    type: CreateSignInLinkResult,
    description:
      'Makes a link for a person who is known here and has lost their browser or their link. Whoever has it is them. Needs ADMIN.',
    args: { input: t.arg({ type: CreateSignInLinkInput, required: true, description: 'For whom.' }) },
    resolve: (_, { input }, { signInLink }) =>
      refusal.catch(async () => ({ secret: await signInLink(asUuid(input.principalId)) })),
  }),
)
