import { expect, test } from 'vitest'
import { makeCheckOutput } from './check-output.ts'

const check = makeCheckOutput()
const { signal } = new AbortController()
const schema = {
  type: 'object',
  properties: { city: { type: 'string' }, people: { type: 'integer', minimum: 0 } },
  required: ['city', 'people'],
  additionalProperties: false,
}
const faultOf = (text: string, schemaOfIt: object = schema) => check({ schema: { ...schemaOfIt }, text, signal })

test('what fits has no fault', async () => {
  expect(await faultOf('{"city": "Köln", "people": 1087353}')).toBeNull()
  expect(await faultOf('3', { $ref: '#/$defs/n', $defs: { n: { type: 'number' } } })).toBeNull()
})

test.each([
  ['no JSON', /cannot be parsed/],
  ['```json\n{}\n```', /cannot be parsed/],
  ['', /cannot be parsed/],
  ['{"city": "Köln"}', /people/],
  ['{"city": "Köln", "people": -1}', /At #\/people/],
  ['{"city": "Köln", "people": 1, "mayor": "x"}', /mayor/],
])('%j has one, and it is said', async (text, fault) => {
  expect(await faultOf(text)).toMatch(fault)
})

test('many at once are checked, each for itself', async () => {
  const texts = Array.from({ length: 8 }, (_, n) => `{"city": "c", "people": ${n % 2 ? n : -1}}`)
  const faults = await Promise.all(texts.map((text) => faultOf(text)))
  expect(faults.map((fault) => fault === null)).toEqual(texts.map((_, n) => n % 2 === 1))
})

test('a pattern that backtracks for ever is ended, and this thread is free meanwhile', async () => {
  const slow = faultOf(`"${'a'.repeat(60)}!"`, { type: 'string', pattern: '^(a+)+$' })
  let ticks = 0
  const timer = setInterval(() => {
    ticks += 1
  }, 10)
  expect(await slow).toMatch(/took longer/)
  clearInterval(timer)
  expect(ticks).toBeGreaterThan(100)
}, 20_000)

test('whoever stops it while it waits for its turn does not wait for those before it', async () => {
  const stopped = new AbortController()
  const slow = { schema: { type: 'string', pattern: '^(a+)+$' }, text: `"${'a'.repeat(60)}!"`, signal: stopped.signal }
  const all = Array.from({ length: 5 }, () => check(slow))
  stopped.abort(new Error('stopped'))
  const ends = await Promise.allSettled(all)
  expect(ends.map((end) => end.status === 'rejected' && String(end.reason))).toEqual(Array(5).fill('Error: stopped'))
  expect(await faultOf('{"city": "Köln", "people": 1}')).toBeNull() // and the places are free again
})

test('whoever stops it does not wait for it', async () => {
  const stopped = new AbortController()
  const slow = check({
    schema: { type: 'string', pattern: '^(a+)+$' },
    text: `"${'a'.repeat(60)}!"`,
    signal: stopped.signal,
  })
  stopped.abort(new Error('stopped'))
  await expect(slow).rejects.toThrow('stopped')
})
