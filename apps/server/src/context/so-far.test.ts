import { expect, test } from 'vitest'
import { makeSoFar } from './so-far.ts'

/** A reading takes an event more each time. */
function makeReading() {
  const readings: Record<string, boolean>[] = []
  const soFar = makeSoFar(async (asked) => {
    readings.push(Object.fromEntries(asked.map(({ id, isWanted }) => [id, isWanted])))
    const seq = readings.length
    return new Map(asked.map(({ id, isWanted }) => [id, { seq, text: isWanted ? `up to ${seq}` : '', thinking: '' }]))
  })
  return { ...soFar, readings }
}

test('text and head that are asked for together are of one reading, whichever is asked for first', async () => {
  const { textOf, headOf, readings } = makeReading()
  const [head, text, other, otherText] = await Promise.all([headOf('a'), textOf('a'), textOf('b'), headOf('b')])
  expect([text?.text, other?.text]).toEqual([`up to ${head}`, `up to ${otherText}`])
  expect(readings).toEqual([{ a: true, b: true }])
})

test('a head alone has no text read', async () => {
  const { textOf, headOf, readings } = makeReading()
  await textOf('a')
  expect(await headOf('a')).toBe(2)
  expect(readings.at(-1)).toEqual({ a: false })
})
