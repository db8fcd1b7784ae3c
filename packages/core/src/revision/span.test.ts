import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkSpan, splice, textsAfter, unsplice } from './span.ts'

const text = 'Ä wave 🌊 and more'
const wave = text.indexOf('🌊')

test('a span that holds what it is said to is in order, at the edges and around whole characters too', () => {
  for (const [start, end] of [
    [0, 0],
    [0, text.length],
    [text.length, text.length],
    [wave, wave + 2],
  ] as const) {
    expect(() => checkSpan(text, { start, end, quote: text.slice(start, end) })).not.toThrow()
  }
})

test.each<[path: string, rule: string, span: { start: number; end: number; quote?: string }]>([
  ['start', 'is not negative', { start: -1, end: 3 }],
  ['start', 'lies in the text', { start: text.length + 1, end: text.length + 1 }],
  ['start', 'is whole', { start: 0.5, end: 3 }],
  ['start', 'splits no character', { start: wave + 1, end: wave + 2 }],
  ['end', 'is not before the start', { start: 3, end: 2 }],
  ['end', 'lies in the text', { start: 3, end: text.length + 1 }],
  ['end', 'splits no character', { start: wave, end: wave + 1 }],
  ['quote', 'is what stands there', { start: 0, end: 6, quote: 'A wave' }],
])('%s %s', (path, _, { start, end, quote = text.slice(start, end) }) => {
  expect(() => checkSpan(text, { start, end, quote })).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', path }))
})

test('what is spliced is found again, step by step', () => {
  const step = fc.record({ at: fc.nat(), length: fc.nat(10), replacement: fc.string({ maxLength: 10 }) })
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.array(step, { maxLength: 8 }), (original, steps) => {
      const texts = [original]
      const changes = steps.map(({ at, length, replacement }) => {
        const before = texts.at(-1) ?? ''
        const start = at % (before.length + 1)
        const replaced = before.slice(start, start + length)
        const after = splice(before, { start, end: start + replaced.length }, replacement)
        expect(unsplice(after, { start, replaced, replacement })).toBe(before)
        texts.push(after)
        return { start, replaced, replacement }
      })
      expect(textsAfter(texts.at(-1) ?? '', changes)).toEqual(texts.slice(1))
    }),
  )
})
