import { encodeGlobalID } from '@pothos/plugin-relay'
import type { CapSetting } from '@sluice/core/line/set-cap'
import { builder } from './builder.ts'
import { refusable } from './error.ts'
import { describe } from './generation-enums.ts'
import { uuidOf } from './global-id.ts'

const CapScope = builder.enumType('CapScope', {
  description: 'What a cap limits.',
  values: describe<CapSetting['scope']>({
    PERSON: 'What one person has at work, or a service for one person.',
    SPACE: 'What one space has at work.',
    MODEL: 'What is asked of one model.',
    PROVIDER: 'What is asked of one provider.',
  }),
})

const Cap = builder.objectRef<CapSetting>('Cap').implement({
  description: 'How many may run at once, set at run time in place of what is configured.',
  fields: (t) => ({
    scope: t.expose('scope', { type: CapScope, description: 'What it limits.' }),
    name: t.string({
      nullable: true,
      description:
        'Whom it limits: the id of a viewer or a space, provider:model, or the name of a provider. Null for everyone.',
      resolve: ({ scope, name }) => (scope === 'SPACE' && name ? encodeGlobalID('Space', name) : name || null),
    }),
    cap: t.exposeInt('cap', { description: 'How many at once. With 0 nothing more is taken; what runs goes on.' }),
  }),
})

/** Spaces have global ids outside and uuids inside; the other names are the same on both sides. */
function nameIn(scope: CapSetting['scope'], name: string | null | undefined): string {
  return scope === 'SPACE' && name ? uuidOf('Space', name) : (name ?? '')
}

const SetCapInput = builder.inputType('SetCapInput', {
  description: 'Which cap, and what it is to be.',
  fields: (t) => ({
    scope: t.field({ type: CapScope, required: true, description: 'What it limits.' }),
    name: t.string({
      description:
        'Whom it limits: the id of a viewer or a space, provider:model, or the name of a provider. Default: everyone who has none by name.',
    }),
    cap: t.int({ description: 'How many at once, 0 to 1,000,000. Default: as configured.' }),
  }),
})

const SetCapSuccess = builder.objectRef<{ caps: readonly CapSetting[] }>('SetCapSuccess').implement({
  description: 'It counts from now on, in all processes.',
  fields: (t) => ({
    caps: t.field({ type: [Cap], description: 'All caps that are set.', resolve: ({ caps }) => [...caps] }),
  }),
})

const refusal = refusable('Forbidden', 'InvalidInput')

const SetCapResult = refusal.resultOf('SetCap', SetCapSuccess, 'The caps that are set, or why this one was not.')

builder.queryField('caps', (t) =>
  t.field({
    type: [Cap],
    description:
      'The caps that were set at run time. What is configured is not among them, nor, without ADMIN, those of single people and spaces.',
    resolve: async (_, __, { caps, viewer }) => {
      const all = await caps().list()
      const isNamed = ({ scope, name }: CapSetting) => name !== '' && (scope === 'PERSON' || scope === 'SPACE')
      return all.filter((cap) => viewer.scopes.has('ADMIN') || !isNamed(cap))
    },
  }),
)

builder.mutationField('setCap', (t) =>
  t.field({
    type: SetCapResult,
    description: 'Changes how many may run at once, at run time and for all processes. What runs goes on. Needs ADMIN.',
    args: { input: t.arg({ type: SetCapInput, required: true, description: 'Which cap, and what it is to be.' }) },
    resolve: (_, { input: { scope, name, cap } }, { caps }) =>
      refusal.catch(async () => ({ caps: await caps().set({ scope, name: nameIn(scope, name), cap: cap ?? null }) })),
  }),
)
