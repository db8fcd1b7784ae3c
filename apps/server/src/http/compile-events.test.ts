import { schema } from '@sluice/schema'
import type { WatchedEvent } from '@sluice/schema/generation-event'
import { executeSubscriptionEvent, parse, validate, validateSubscriptionArgs } from 'graphql'
import { describe, expect, test } from 'vitest'
import { compileEvents } from './compile-events.ts'

const at = new Date('2026-11-27T08:00:00.123Z')
const make = (body: { kind: string } & Record<string, unknown>, isHidden = false) =>
  ({
    generationId: 'g',
    seq: 71,
    at,
    attempt: 1,
    isHidden,
    soFar: async () => 'so far',
    body,
  }) as unknown as WatchedEvent

const usage = { inputTokens: 20, outputTokens: 3, reasoningTokens: 1, isEstimated: false }

const events = [
  make({ kind: 'GenerationSnapshot', status: 'QUEUED', phase: null, text: '', thinking: '', usage: null }),
  make({ kind: 'GenerationSnapshot', status: 'RUNNING', phase: 'WRITING', text: 'so "far"', thinking: 'hm', usage }),
  make({ kind: 'GenerationSnapshot', status: 'RUNNING', phase: 'WRITING', text: 'a', thinking: 'hm', usage }, true),
  make({ kind: 'TextDelta', text: 'a "quoted"\n\u2028 text, 👩‍👩‍👧' }),
  make({ kind: 'TextDelta', text: '' }),
  make({ kind: 'ThinkingDelta', text: 'a thought' }),
  make({ kind: 'ThinkingDelta', text: 'a thought' }, true),
  make({ kind: 'StatusChanged', status: 'QUEUED', phase: null }),
  make({ kind: 'StatusChanged', status: 'RUNNING', phase: 'WRITING' }),
  make({ kind: 'UsageUpdated', usage, cost: '0.5' }),
  make({ kind: 'Warned', reason: 'RETRY', code: 'PROVIDER_OVERLOADED', message: 'busy', retryAfterMs: 3 }),
  make({ kind: 'Restarted', reason: 'DRAIN' }),
  make({ kind: 'KeepAlive', head: 100 }),
  make({ kind: 'Reconnect', afterMs: 250 }),
  make({ kind: 'GenerationSucceeded', finishReason: 'STOP' }),
  make({ kind: 'QueueMoved', position: 3, ahead: 2, etaMs: null, reason: 'OWN_CAP', running: 4, cap: 4 }),
  make({ kind: 'EventUnknown' }),
  make({ kind: 'GenerationCancelled' }),
  make({ kind: 'GenerationInterrupted' }),
  make({ kind: 'GenerationFailed', code: 'PROVIDER_OVERLOADED', message: 'busy', retryable: true }),
]

const everyKind = events.map(({ body }) => body.kind)

const compile = (query: string, operationName: string | null = null) => {
  const document = parse(query)
  expect(validate(schema, document)).toEqual([])
  return compileEvents(schema, { document, operationName, field: 'generationEvents' })
}

/** What graphql-js makes of the same. */
async function executed(query: string, event: WatchedEvent) {
  const args = validateSubscriptionArgs({ schema, document: parse(query), contextValue: { viewer: {} } })
  if (!('schema' in args)) throw new Error('not valid')
  return JSON.stringify(await executeSubscriptionEvent({ ...args, rootValue: event }))
}

describe('compileEvents', () => {
  test.each([
    ['subscription { generationEvents(id: "g") { __typename } }', everyKind],
    ['subscription { generationEvents(id: "g") { seq cursor at __typename ... on TextDelta { text } } }', everyKind],
    [
      'subscription { events: generationEvents(id: "g") { n: seq ... on TextDelta { delta: text again: text text } ... on ThinkingDelta { text } } }',
      everyKind,
    ],
    [
      `subscription { generationEvents(id: "g") { ...All ... on GenerationEvent { cursor } } }
       fragment All on GenerationEvent { seq ...Text ... { at } } fragment Text on TextDelta { text seq }`,
      everyKind,
    ],
    [
      `subscription { generationEvents(id: "g") { seq ... on KeepAlive { head } ... on StatusChanged { status phase }
         ... on GenerationSnapshot { status phase text thinking usage { __typename in: inputTokens reasoningTokens cachedInputTokens isEstimated } }
         ... on UsageUpdated { usage { outputTokens } } ... on Restarted { reason } ... on Reconnect { afterMs }
         ... on QueueMoved { position ahead etaMs reason running cap } ... on Warned { reason code retryAfterMs } ... on GenerationSucceeded { finishReason } ... on GenerationFailed { code retryable } } }`,
      everyKind,
    ],
    [
      `subscription { generationEvents(id: "g") { seq ... on GenerationSnapshot { usage { inputTokens } usage { outputTokens } }
         ... on UsageUpdated { cost } ... on GenerationFailed { message } } }`,
      everyKind.filter((kind) => !['GenerationSnapshot', 'UsageUpdated', 'GenerationFailed'].includes(kind)),
    ],
  ])('gives what graphql-js gives: %s', async (query, kinds) => {
    const compiled = compile(query)
    const results = events.map((event) => compiled?.resultOf(event) ?? null)
    expect(events.filter((_, index) => results[index] !== null).map(({ body }) => body.kind)).toEqual(kinds)
    for (const [index, result] of results.entries()) {
      const event = events[index]
      if (event && result !== null) expect(result).toBe(await executed(query, event))
    }
  })

  test('what one viewer is not shown is not made of what another was', () => {
    const compiled = compile('subscription { generationEvents(id: "g") { ... on ThinkingDelta { text } } }')
    const event = make({ kind: 'ThinkingDelta', text: 'a thought' })
    expect(compiled?.resultOf(event)).toContain('thought')
    expect(compiled?.resultOf({ ...event, isHidden: true })).not.toContain('thought')
    expect(compiled?.resultOf({ ...event, body: { ...event.body } })).toContain('thought')
  })

  test.each([
    ['more than the schema lets anybody ask', Array.from({ length: 600 }, (_, n) => `a${n}: seq`).join(' ')],
    ['much under one name', 'seq '.repeat(600)],
  ])('leaves to graphql-js, which has limits: %s', (_, fields) => {
    expect(compile(`subscription { generationEvents(id: "g") { ${fields} } }`)).toBeNull()
  })

  test('leaves to graphql-js an object that is asked for under many names', () => {
    const names = (count: number, field: string) => Array.from({ length: count }, (_, n) => `a${n}: ${field}`).join(' ')
    const compiled = compile(
      `subscription { generationEvents(id: "g") { seq ... on GenerationSnapshot { ${names(99, 'usage { ...F }')} } } }
       fragment F on Usage { ${names(100, 'inputTokens')} }`,
    )
    const snapshot = { kind: 'GenerationSnapshot', status: 'RUNNING', phase: null, text: '', thinking: '', usage }
    expect(compiled?.resultOf(make(snapshot))).toBeNull()
    expect(compiled?.resultOf(make({ kind: 'TextDelta', text: 'a' }))).toContain('71')
  })

  test('fragments that spread the next one twice, thirty deep, are compiled at once', () => {
    const fragments = Array.from(
      { length: 30 },
      (_, n) => `fragment F${n} on GenerationEvent { ...F${n + 1} ... { ...F${n + 1} } }`,
    )
    const document = parse(
      `subscription { generationEvents(id: "g") { ...F0 } } ${fragments.join(' ')} fragment F30 on GenerationEvent { seq }`,
    )
    const compiled = compileEvents(schema, { document, operationName: null, field: 'generationEvents' })
    expect(compiled?.resultOf(make({ kind: 'KeepAlive', head: 3 }))).toBe('{"data":{"generationEvents":{"seq":71}}}')
  })

  test('thinking that is not for the viewer is not in its text', () => {
    const compiled = compile('subscription { generationEvents(id: "g") { ... on ThinkingDelta { text } } }')
    expect(compiled?.resultOf(make({ kind: 'ThinkingDelta', text: 'a thought' }, true))).not.toContain('thought')
  })

  test.each([
    ['a field that asks somebody else', '... on TextDelta { soFar }'],
    ['an object that somebody else is asked for', 'generation { id }'],
    ['a directive', '... on TextDelta { text @include(if: true) }'],
    ['a directive on a fragment', '... @skip(if: false) { seq }'],
  ])('leaves to graphql-js: %s', (_, fields) => {
    const compiled = compile(`subscription { generationEvents(id: "g") { seq ${fields} } }`)
    expect(compiled?.resultOf(make({ kind: 'TextDelta', text: 'a' })) ?? null).toBeNull()
  })

  test('leaves to graphql-js a value that another version wrote, and that has no name here', () => {
    const compiled = compile('subscription { generationEvents(id: "g") { ... on Restarted { reason } } }')
    expect(compiled?.resultOf(make({ kind: 'Restarted', reason: 'OF_TOMORROW' }))).toBeNull()
    expect(compiled?.resultOf(make({ kind: 'Restarted', reason: 'DRAIN' }))).toContain('DRAIN')
  })

  test('leaves other kinds compiled, and other operations alone', () => {
    const compiled = compile('subscription { generationEvents(id: "g") { seq ... on TextDelta { soFar } } }')
    expect(compiled?.resultOf(make({ kind: 'KeepAlive', head: 3 }))).toBe('{"data":{"generationEvents":{"seq":71}}}')
    expect(compile('subscription { activity { __typename } }')).toBeNull()
    const two =
      'subscription A { generationEvents(id: "g") { seq } } subscription B { generationEvents(id: "g") { at } }'
    expect(compile(two, 'B')?.resultOf(make({ kind: 'KeepAlive', head: 3 }))).toContain('"at"')
  })

  test('a value that is missing is left to graphql-js, which says so', () => {
    const compiled = compile('subscription { generationEvents(id: "g") { ... on TextDelta { text } } }')
    expect(compiled?.resultOf(make({ kind: 'TextDelta' }))).toBeNull()
  })
})
