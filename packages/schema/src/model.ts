import { builder } from './builder.ts'
import type { ProviderListing } from './context.ts'

const Model = builder.objectRef<ProviderListing['models'][number]>('Model').implement({
  description: 'A model that can be asked.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'What startGeneration takes: provider:model.' }),
    name: t.exposeString('name', { description: "The provider's own name for it." }),
    contextTokens: t.exposeInt('contextTokens', {
      nullable: true,
      description: 'Tokens that it can read, where the provider says so.',
    }),
  }),
})

const ModelProvider = builder.objectRef<ProviderListing>('ModelProvider').implement({
  description: 'Who answers, and with which models.',
  fields: (t) => ({
    name: t.exposeString('name', { description: "The part before the colon in a model's id." }),
    isReachable: t.exposeBoolean('isReachable', { description: 'Whether it listed its models when last asked.' }),
    message: t.exposeString('message', {
      nullable: true,
      description: 'Why it is not reachable, and what to do. Null when it is.',
    }),
    checkedAt: t.expose('checkedAt', { type: 'DateTime', description: 'When it was last asked.' }),
    models: t.field({ type: [Model], description: 'What it listed, by name.', resolve: ({ models }) => [...models] }),
  }),
})

builder.queryField('models', (t) =>
  t.field({
    type: [ModelProvider],
    description:
      'All configured providers with their models, those that cannot be reached too. Remembered for a minute.',
    args: { refresh: t.arg.boolean({ description: 'Ask the providers now. Default: false.' }) },
    resolve: async (_, { refresh }, { models }) => [...(await models({ refresh: refresh ?? false }))],
  }),
)
