import { expect, test } from 'vitest'
import { makeBodyReader } from './body-reader.ts'

/** All that a reader passes on of a response that comes in pieces of `cut` characters. */
function read(text: string, cut: number) {
  const seen = { body: '', ends: 0, refused: '' }
  const reader = makeBodyReader({
    onBody: (part) => {
      seen.body += part
    },
    onEnd: () => {
      seen.ends += 1
    },
    onRefused: (status) => {
      seen.refused = status
    },
  })
  for (let at = 0; at < text.length; at += cut) reader.feed(text.slice(at, at + cut))
  return seen
}

const cuts = Array.from({ length: 60 }, (_, n) => n + 1)

test('chunks come as one body, however they were cut', () => {
  const text =
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab\r\nc\r\n10\r\n0123456789abcdef\r\n0\r\n\r\n'
  for (const cut of cuts) expect(read(text, cut)).toEqual({ body: 'ab\r\nc0123456789abcdef', ends: 1, refused: '' })
})

test('a body without chunks goes on to the close', () => {
  const text = 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n5\r\nabc'
  for (const cut of cuts) expect(read(text, cut)).toEqual({ body: '5\r\nabc', ends: 0, refused: '' })
})

test('an answer that is no stream is refused', () => {
  const text = 'HTTP/1.1 429 Too Many Requests\r\nContent-Length: 2\r\n\r\n{}'
  for (const cut of cuts) expect(read(text, cut)).toEqual({ body: '', ends: 0, refused: '429' })
})
