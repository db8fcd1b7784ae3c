import { enough, type Quantiles as QuantilesOf, type RecentTimes } from '@sluice/core/line/model-times'
import { mayAsk } from '@sluice/core/space/allowed-models'
import { builder } from './builder.ts'
import type { BusyNow, ProviderListing } from './context.ts'
import { uuidOf } from './global-id.ts'

/** How busy it is, read once a query, and only where that is asked for. */
interface WithBusy {
  readonly busy: () => Promise<BusyNow>
}

const Quantiles = builder.objectRef<QuantilesOf>('Quantiles').implement({
  description: 'How measured times are spread, in milliseconds.',
  fields: (t) => ({
    p50: t.exposeInt('p50', { description: 'Half of them were not longer.' }),
    p90: t.exposeInt('p90', { description: 'Nine in ten were not longer.' }),
  }),
})

const ModelTimes = builder.objectRef<RecentTimes>('ModelTimes').implement({
  description: 'How long the attempts took that succeeded last, 100 at most.',
  fields: (t) => ({
    samples: t.exposeInt('samples', { description: 'How many were measured.' }),
    firstTokenMs: t.expose('firstTokenMs', {
      type: Quantiles,
      nullable: true,
      description: 'From when a worker took it on to the first text or thinking. Null when none of them wrote any.',
    }),
    totalMs: t.expose('totalMs', { type: Quantiles, description: 'From when a worker took it on to its end.' }),
  }),
})

type ModelOf = ProviderListing['models'][number] & WithBusy & { readonly provider: string }

const Model = builder.objectRef<ModelOf>('Model').implement({
  description: 'A model that can be asked.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'What startGeneration takes: provider:model.' }),
    name: t.exposeString('name', { description: "The provider's own name for it." }),
    contextTokens: t.exposeInt('contextTokens', {
      nullable: true,
      description: 'Tokens that it can read, where the provider says so.',
    }),
    freeSlots: t.int({
      nullable: true,
      description: 'How many more could run now, by its cap and its provider. Null when nothing limits.',
      resolve: async ({ busy, ...model }) => (await busy()).load.freeSlots(model),
    }),
    recent: t.field({
      type: ModelTimes,
      nullable: true,
      description: 'How long it took lately. Null when fewer than five attempts were measured.',
      resolve: async ({ busy, id }) => enough((await busy()).times.get(id)?.all),
    }),
  }),
})

const ModelProvider = builder.objectRef<ProviderListing & WithBusy>('ModelProvider').implement({
  description: 'Who answers, and with which models.',
  fields: (t) => ({
    name: t.exposeString('name', { description: "The part before the colon in a model's id." }),
    isReachable: t.exposeBoolean('isReachable', { description: 'Whether it listed its models when last asked.' }),
    message: t.exposeString('message', {
      nullable: true,
      description: 'Why it is not reachable, and what to do. Null when it is.',
    }),
    checkedAt: t.expose('checkedAt', { type: 'DateTime', description: 'When it was last asked.' }),
    running: t.int({
      description: 'How many run at it now.',
      resolve: async ({ busy, name }) => (await busy()).load.provider(name).running,
    }),
    cap: t.int({
      nullable: true,
      description:
        'How many may run at once now: less than what is set while it limits the rate, 0 while its breaker is open. Null when nothing limits.',
      resolve: async ({ busy, name }) => (await busy()).load.provider(name).cap,
    }),
    isBreakerOpen: t.boolean({
      description:
        'Whether it kept failing, and is asked nothing but now and then one thing, to see if it is well again.',
      resolve: async ({ busy, name }) => (await busy()).load.provider(name).isBreakerOpen,
    }),
    models: t.field({
      type: [Model],
      description: 'What it listed, by name.',
      resolve: ({ models, name: provider, busy }) => models.map((model) => ({ ...model, provider, busy })),
    }),
  }),
})

builder.queryField('models', (t) =>
  t.field({
    type: [ModelProvider],
    description:
      'All configured providers with their models, those that cannot be reached too. What they list is remembered for a minute; how busy they are is read anew.',
    args: {
      refresh: t.arg.boolean({ description: 'Ask the providers now. Default: false.' }),
      spaceId: t.arg.id({ description: 'Only models that you may ask in this space. Default: all.' }),
    },
    resolve: async (_, { refresh, spaceId }, { models, busyNow, spaces }) => {
      const allowed = typeof spaceId === 'string' ? await spaces().allowedModels(uuidOf('Space', spaceId)) : null
      let reading: Promise<BusyNow> | undefined
      const busy = () => {
        reading ??= busyNow()
        return reading
      }
      return (await models({ refresh: refresh ?? false })).map((listing) => ({
        ...listing,
        models: listing.models.filter(({ id }) => mayAsk(allowed, id)),
        busy,
      }))
    },
  }),
)
