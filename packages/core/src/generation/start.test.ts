import { expect, test } from 'vitest'
import { allScopes, type Scope } from '../access/scope.ts'
import type { BudgetStanding } from '../budget/budget.ts'
import type { Viewer } from '../viewer.ts'
import { maxPromptLength } from './asked.ts'
import type { Place } from './place.ts'
import { type InsertOutcome, type NewGeneration, type StartInput, start, titleOf } from './start.ts'

const service: Viewer = { id: 'p1', kind: 'SERVICE', name: 'bot', spaceId: 's1', scopes: allScopes }
const person: Viewer = { id: 'p2', kind: 'PERSON', name: 'Ada', spaceId: 's2', scopes: allScopes }
const place: Place = {
  threadId: 't1',
  spaceId: 's1',
  isThreadThere: false,
  parentId: null,
  mustWaitForParent: false,
  isPartner: false,
  allowedModels: null,
}
const input: StartInput = { model: 'builtin:extract', prompt: 'Why?', idempotencyKey: 'k1' }

interface SetUp {
  readonly place?: Place | null
  readonly outcome?: InsertOutcome
  readonly before?: Extract<InsertOutcome, { tag: 'repeated' }>
}

function setUp(options: SetUp = {}) {
  const inserted: NewGeneration[] = []
  const ports = {
    sha256: (text: string) => text,
    hasProvider: async (name: string) => name === 'builtin',
    store: {
      findRepeat: async () => options.before ?? null,
      findPlace: async () => (options.place === undefined ? place : options.place),
      insert: async (generation: NewGeneration): Promise<InsertOutcome> => {
        inserted.push(generation)
        return options.outcome ?? { tag: 'started', id: generation.id }
      },
    },
  }
  const begin = (more: Partial<StartInput> = {}, viewer = service) => start(ports, viewer, { ...input, ...more })
  return { inserted, begin }
}

test('a start is written as it is asked for, and answers its id', async () => {
  const { inserted, begin } = setUp()
  const id = await begin({ labels: ['a'] })
  expect(inserted).toMatchObject([
    { id, viewer: service, place, title: 'Why?', person: 'p1', provider: 'builtin', input: { labels: ['a'] } },
  ])
})

test('who may only read starts nothing', async () => {
  const { inserted, begin } = setUp()
  const reader = { ...person, scopes: new Set<Scope>(['READ']) }
  await expect(begin({}, reader)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect(inserted).toEqual([])
})

test.each<[path: string, rule: string, more: Partial<StartInput>]>([
  ['model', 'is provider:model', { model: 'extract' }],
  ['model', 'holds no NUL', { model: 'builtin:a\0b' }],
  ['prompt', 'is not empty', { prompt: '' }],
  ['prompt', 'is not blank', { prompt: ' \n\t' }],
  ['prompt', 'is not endless', { prompt: 'x'.repeat(maxPromptLength + 1) }],
  ['idempotencyKey', 'is not empty', { idempotencyKey: '' }],
  ['idempotencyKey', 'has 200 characters at most', { idempotencyKey: 'k'.repeat(201) }],
  ['labels', 'are 20 at most', { labels: Array.from({ length: 21 }, (_, n) => `${n}`) }],
  ['labels', 'are not empty', { labels: ['a', ''] }],
  ['labels', 'have 64 characters at most', { labels: ['x'.repeat(65)] }],
  ['instructions', 'have 200,000 characters at most', { instructions: 'x'.repeat(200_001) }],
  ['onBehalfOf', 'is not empty', { onBehalfOf: '' }],
  ['onBehalfOf', 'has 200 characters at most', { onBehalfOf: 'x'.repeat(201) }],
  ['parameters.temperature', 'is 0 or more', { parameters: { temperature: -0.1 } }],
  ['parameters.temperature', 'is 2 at most', { parameters: { temperature: 2.1 } }],
  ['parameters.temperature', 'is a number', { parameters: { temperature: Number.NaN } }],
  ['parameters.maxOutputTokens', 'is 1 or more', { parameters: { maxOutputTokens: 0 } }],
  ['parameters.maxOutputTokens', 'is a million at most', { parameters: { maxOutputTokens: 1_000_001 } }],
])('%s %s', async (path, _, more) => {
  const { inserted, begin } = setUp()
  await expect(begin(more)).rejects.toMatchObject({ code: 'INVALID_INPUT', path, retryable: false })
  expect(inserted).toEqual([])
})

test('what lies at the edge of a rule is allowed', async () => {
  await setUp().begin({
    prompt: 'x'.repeat(maxPromptLength),
    idempotencyKey: 'k'.repeat(200),
    labels: Array.from({ length: 20 }, () => 'x'.repeat(64)),
    instructions: 'x'.repeat(200_000),
    onBehalfOf: 'x'.repeat(200),
    parameters: { temperature: 0, maxOutputTokens: 1 },
  })
  await setUp().begin({ parameters: { temperature: 2, maxOutputTokens: 1_000_000 } })
})

test('a model that is not allowed there is refused, but for a repeat', async () => {
  const there = { ...place, isPartner: true, allowedModels: ['openai:gpt-5.2'] }
  const { inserted, begin } = setUp({ place: there })
  await expect(begin()).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect(inserted).toEqual([])
  const first = setUp({ place })
  await first.begin()
  const before = { tag: 'repeated' as const, id: 'g0', bodyHash: first.inserted[0]?.bodyHash ?? '' }
  expect(await setUp({ place: there, before }).begin()).toBe('g0')
})

test('a start that a budget has no room for says which, as far as its viewer is told', async () => {
  const budget: BudgetStanding = {
    id: 'b1',
    scope: 'SPACE',
    subject: 's1',
    period: 'DAY',
    unit: 'MONEY',
    action: 'REFUSE',
    limit: '1',
    used: '1',
    reserved: '0',
    periodStart: new Date(0),
    resetsAt: new Date(1),
  }
  const outcome = { tag: 'over-budget', budget } as const
  await expect(setUp({ outcome }).begin()).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED', budget: { used: '1' } })
  const asPartner = setUp({ outcome, place: { ...place, isPartner: true } })
  await expect(asPartner.begin()).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED', budget: { used: null } })
})

test('a person acts for nobody else; a service is fair between those it acts for', async () => {
  await expect(setUp().begin({ onBehalfOf: 'Bob' }, person)).rejects.toMatchObject({ path: 'onBehalfOf' })
  const { inserted, begin } = setUp()
  await begin({ onBehalfOf: 'Bob' })
  expect(inserted).toMatchObject([{ person: 'p1/Bob' }])
})

test('text that no database can hold is made well-formed', async () => {
  const { inserted, begin } = setUp()
  const odd = 'a\0\uD800b'
  await begin({ prompt: odd, instructions: odd, idempotencyKey: odd, labels: [odd], onBehalfOf: odd })
  const even = 'a\uFFFD\uFFFDb'
  expect(inserted).toMatchObject([
    { input: { prompt: even, instructions: even, idempotencyKey: even, labels: [even], onBehalfOf: even } },
  ])
})

test('a provider that is not configured is refused', async () => {
  await expect(setUp().begin({ model: 'openai:gpt' })).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' })
})

test.each([
  ['generation', { parentId: 'g', threadId: 't' }],
  ['thread', { threadId: 't', spaceId: 's', scopes: allScopes }],
  ['space', { spaceId: 's', scopes: allScopes }],
])('a %s that is not the viewer’s is not found', async (what, more) => {
  const message = `There is no such ${what}, or you may not see it.`
  await expect(setUp({ place: null }).begin(more)).rejects.toMatchObject({ code: 'NOT_FOUND', message })
})

test('the same key with the same input answers with the first one; with another it is a conflict', async () => {
  const first = setUp()
  await first.begin()
  const bodyHash = first.inserted[0]?.bodyHash ?? ''
  const repeated = setUp({ outcome: { tag: 'repeated', id: 'g1', bodyHash } })
  expect(await repeated.begin()).toBe('g1')
  await expect(repeated.begin({ prompt: 'Other?' })).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' })
})

test('every part of the input counts for the key, and the key itself does not', async () => {
  const { inserted, begin } = setUp()
  const variants: Partial<StartInput>[] = [
    {},
    { prompt: 'Other?' },
    { model: 'builtin:other' },
    { threadId: 'x' },
    { spaceId: 'x' },
    { parentId: 'x' },
    { instructions: 'x' },
    { labels: ['x'] },
    { onBehalfOf: 'x' },
    { parameters: { temperature: 1 } },
    { parameters: { maxOutputTokens: 1 } },
    { parameters: { reasoningEffort: 'LOW' } },
    { whileRunning: 'INTERRUPT' },
    { whileRunning: 'BRANCH' },
    { priority: 'BACKGROUND' },
  ]
  for (const more of variants) await begin(more)
  expect(new Set(inserted.map(({ bodyHash }) => bodyHash)).size).toBe(variants.length)
  await begin({ idempotencyKey: 'k2' })
  expect(inserted.at(-1)?.bodyHash).toBe(inserted[0]?.bodyHash)
  await begin({ whileRunning: 'QUEUE', priority: 'INTERACTIVE' })
  expect(inserted.at(-1)?.bodyHash).toBe(inserted[0]?.bodyHash)
})

test('a full line refuses, and says when to come back', async () => {
  const refusal = setUp({ outcome: { tag: 'line-full', ahead: 2_000 } }).begin()
  await expect(refusal).rejects.toMatchObject({ code: 'OVERLOADED', retryable: true, retryAfterMs: 5_000 })
})

test.each([
  ['its prompt', 'Why is the sky blue?', 'Why is the sky blue?'],
  ['the first line that says something', '\n\n  First line  \nSecond line', 'First line'],
  ['whole words of a long one', `${'word '.repeat(20)}end`, `${'word '.repeat(16).trim()}…`],
  ['80 characters of a word without end', 'x'.repeat(100), `${'x'.repeat(80)}…`],
  ['no half of a surrogate pair', `${'x'.repeat(79)}👍 and more`, `${'x'.repeat(79)}…`],
])('a thread is called after %s', (_, prompt, title) => {
  expect(titleOf(prompt)).toBe(title)
})

test('a repeat is answered even when its model or thread is not there any more', async () => {
  const first = setUp()
  await first.begin({ model: 'builtin:extract' })
  const bodyHash = first.inserted[0]?.bodyHash ?? ''
  const { inserted, begin } = setUp({ place: null, before: { tag: 'repeated', id: 'g1', bodyHash } })
  expect(await begin()).toBe('g1')
  await expect(begin({ prompt: 'Another?' })).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' })
  expect(inserted).toEqual([])
})
