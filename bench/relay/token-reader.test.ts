import { expect, test } from 'vitest'
import { makeTokenReader } from './token-reader.ts'
import { tokens } from './tokens.ts'

const marks = { marker: '"text":"', done: 'event: complete', isStrict: true }
const event = (...of: number[]) => `event: next\ndata: {"text":"${of.map((k) => tokens[k]).join('')}"}\n\n`
const ending = 'event: complete\ndata:\n\n'

/** What a reader says of a stream of four tokens. */
function read(text: string, cut = text.length) {
  const reader = makeTokenReader({ ...marks, count: 4 })
  for (let at = 0; at < text.length; at += cut) reader.feed(text.slice(at, at + cut), at)
  const { received, fault, isDone } = reader
  return { received, fault, isDone }
}

const whole = { received: 4, fault: null, isDone: true }

test('each token once and in order is whole, however they come in events', () => {
  expect(read(event(0) + event(1) + event(2) + event(3) + ending)).toEqual(whole)
  expect(read(event(0, 1, 2) + event(3) + ending)).toEqual(whole)
})

test('it may be cut anywhere on its way', () => {
  const text = `event: next\ndata: {"text":""}\n\n${event(0, 1)}:\n\n${event(2)}${event(3)}${ending}`
  for (let cut = 1; cut < 40; cut += 1) expect(read(text, cut)).toEqual(whole)
})

test('a token lost, doubled, out of order, or too many is seen', () => {
  for (const wrong of [event(0, 2, 3), event(0, 0, 1), event(1, 0), event(0, 1, 2, 3, 4)])
    expect(read(wrong + ending).fault).toBe('order')
})

test('what has not come is missing', () => {
  expect(read(event(0, 1))).toEqual({ received: 2, fault: null, isDone: false })
})

test('an event that is no JSON is no event', () => {
  expect(() => read('data: {"text":"000 \n\n')).toThrow(SyntaxError)
})

test('an end that stands in a text is none', () => {
  const reader = makeTokenReader({ ...marks, done: '"Succeeded"', count: 1 })
  reader.feed(`data: ${JSON.stringify({ reason: 'it says "Succeeded"' })}\n\n`, 0)
  expect(reader.isDone).toBe(false)
  reader.feed(`data: ${JSON.stringify({ __typename: 'Succeeded' })}\n\n`, 0)
  expect(reader.isDone).toBe(true)
})
