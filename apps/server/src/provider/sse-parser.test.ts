import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type SseEvent, SseParser } from './sse-parser.ts'

/** Feeds the bytes cut at the given places, in order. */
function parse(bytes: Uint8Array, cuts: readonly number[] = []): SseEvent[] {
  const parser = new SseParser()
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length]
  return places.slice(1).flatMap((end, n) => parser.push(bytes.subarray(places[n], end)))
}

const value = fc.string({ unit: 'binary' }).map((text) => text.replace(/[\r\n]/g, ' ').toWellFormed())
const lineEnd = fc.constantFrom('\n', '\r\n', '\r')
const events = fc.array(
  fc.record({ event: value.map((name) => name.trimStart()), lines: fc.array(value, { minLength: 1, maxLength: 3 }) }),
)

describe('SseParser', () => {
  it('gives the same events wherever the bytes are cut, with any line end', () => {
    fc.assert(
      fc.property(events, lineEnd, fc.array(fc.nat(2_000)), (given, end, cuts) => {
        const text = given.map(({ event, lines }) =>
          [`event: ${event}`, ': a comment', ...lines.map((line) => `data: ${line}`), '', ''].join(end),
        )
        const expected = given.map(({ event, lines }) => ({ event, data: lines.join('\n') }))
        expect(parse(Buffer.from(text.join('')), cuts)).toEqual(expected)
      }),
    )
  })

  it('gives the same events byte by byte as at once', () => {
    const bytes = Buffer.from(
      '\uFEFFevent: a\r\ndata:no space\r\ndata\r\ndata: 世界 👩‍🚀\r\n\r\n:ping\n\nid: 7\nretry: 1\ndata: {"x":1}\n\n\n',
    )
    const expected = [
      { event: 'a', data: 'no space\n\n世界 👩‍🚀' },
      { event: '', data: '{"x":1}' },
    ]
    expect(parse(bytes)).toEqual(expected)
    expect(
      parse(
        bytes,
        Array.from({ length: bytes.length }, (_, n) => n),
      ),
    ).toEqual(expected)
  })

  it('keeps back an event without its blank line until the end', () => {
    const parser = new SseParser()
    expect(parser.push(Buffer.from('data: [DONE]'))).toEqual([])
    expect(parser.end()).toEqual({ event: '', data: '[DONE]' })
    expect(parser.end()).toBeNull()
  })

  it.each(['data: ', 'data: x\ndata: ', ': ', ''])('refuses an event without an end, begun with %j', (start) => {
    const parser = new SseParser(1_000)
    parser.push(Buffer.from(start))
    const flood = () => {
      for (let n = 0; n < 11; n += 1) parser.push(Buffer.from('x'.repeat(100)))
    }
    expect(flood).toThrow(expect.objectContaining({ code: 'MALFORMED_STREAM' }))
  })

  it('refuses an event of endless short lines', () => {
    const parser = new SseParser(1_000)
    expect(() => parser.push(Buffer.from('data: 0123456789\n'.repeat(200)))).toThrow(
      expect.objectContaining({ code: 'MALFORMED_STREAM' }),
    )
  })

  it('does not count what is over', () => {
    const parser = new SseParser(1_000)
    for (let n = 0; n < 100; n += 1) expect(parser.push(Buffer.from(`data: ${'x'.repeat(500)}\n\n`))).toHaveLength(1)
  })
})
