import type { ProviderEvent } from '@sluice/core/provider/provider'
import { expect, test } from 'vitest'
import { joinContent } from './join-content.ts'

const text = (...pieces: string[]): ProviderEvent[] => pieces.map((piece) => ({ type: 'text', text: piece }))
const thinking = (piece: string): ProviderEvent => ({ type: 'thinking', text: piece })

/** Joins what each of these translates to; a string is a failure. */
function* join(...translations: (ProviderEvent[] | string)[]): Generator<ProviderEvent> {
  const batch = translations.map((_, index) => ({ event: 'message', data: String(index) }))
  yield* joinContent(batch, ({ data }) => {
    const translation = translations[Number(data)] ?? []
    if (typeof translation === 'string') throw new Error(translation)
    return translation
  })
}

test('pieces of one kind that came together are one, in their order', () => {
  const usage: ProviderEvent = { type: 'usage', usage: { inputTokens: 1, outputTokens: 2 } as never }
  const end: ProviderEvent = { type: 'end', finishReason: 'STOP' }
  expect([...join([thinking('a'), thinking('b')], text('c'), text('d', 'e'), [usage], text('f'), [end])]).toEqual([
    thinking('ab'),
    ...text('cde'),
    usage,
    ...text('f'),
    end,
  ])
})

test('what came before a failure in the same piece of the network is kept', () => {
  const events = join(text('one '), text('two'), 'overloaded', text('never'))
  expect(events.next().value).toEqual(text('one two')[0])
  expect(() => events.next()).toThrow('overloaded')
})

test('a piece does not grow without end', () => {
  const long = 'x'.repeat(10_000)
  const joined = [...join(...Array.from({ length: 10 }, () => text(long)))]
  expect(joined.map((event) => ('text' in event ? event.text.length : 0))).toEqual(Array(5).fill(20_000))
})
