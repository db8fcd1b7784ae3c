import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeSseParser, type SseEvent } from './sse.ts'

const parse = (...pieces: string[]) => {
  const parser = makeSseParser(1_000)
  return pieces.flatMap((piece) => parser.push(piece))
}

describe('makeSseParser', () => {
  test('takes events of one and of several lines, and leaves comments and unknown fields out', () => {
    expect(parse(': hello\n\nid: 7\nevent: next\ndata: {"a":1}\n\ndata: one\ndata:two\n\nevent: complete\n\n')).toEqual(
      [
        { name: 'next', data: '{"a":1}' },
        { name: 'message', data: 'one\ntwo' },
        { name: 'complete', data: '' },
      ],
    )
  })

  test('knows that it is in an event, and that a comment is none', () => {
    const parser = makeSseParser(1_000)
    const seen = [': ping', '\n\n', 'da', 'ta: x', '\n', '\n'].map((piece) => {
      parser.push(piece)
      return parser.isInEvent()
    })
    expect(seen).toEqual([false, false, true, true, true, false])
  })

  test('refuses an event that is longer than its limit', () => {
    expect(() => parse(`data: ${'x'.repeat(2_000)}`)).toThrow(RangeError)
    expect(() => parse('data: x\n'.repeat(2_000))).toThrow(RangeError)
    expect(parse('data: x\n\n'.repeat(2_000))).toHaveLength(2_000)
  })

  test('gives the same events wherever the text is cut, with any line end', () => {
    const line = fc.string({ unit: fc.constantFrom('a', ' ', ':', '\u2028', 'é', '{') })
    const event = fc.record({ name: fc.constantFrom('next', 'complete'), lines: fc.array(line, { minLength: 1 }) })
    fc.assert(
      fc.property(
        fc.array(event),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.array(fc.nat(), { maxLength: 10 }),
        (events, end, cuts) => {
          const text = events
            .map(({ name, lines }) => [`event: ${name}`, ...lines.map((data) => `data: ${data}`), '', ''].join(end))
            .join('')
          const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).toSorted((a, b) => a - b), text.length]
          const pieces = places.slice(1).map((place, index) => text.slice(places[index], place))
          const expected: SseEvent[] = events.map(({ name, lines }) => ({ name, data: lines.join('\n') }))
          expect(parse(...pieces)).toEqual(expected)
        },
      ),
    )
  })
})
