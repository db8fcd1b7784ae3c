import { expect, test } from 'vitest'
import type { ErrorCode } from '../graphql/generated/graphql.ts'
import type { Outcome } from '../graphql/outcome.ts'
import { makeOnce } from './make-once.ts'

/** Answers one after the other, and keeps the keys that came. */
function serverOf(...answers: Outcome<true>[]) {
  const keys: string[] = []
  const once = makeOnce(async (_: { words: string }, key) => {
    keys.push(key)
    return answers.shift() ?? { done: true }
  })
  return { once, keys }
}
const refused = (code: ErrorCode | null): Outcome<true> => ({ refused: { code, message: '' } })

test.each([null, 'INTERNAL', 'UNAVAILABLE'] as const)('after %s the same is sent under the same key', async (code) => {
  const { once, keys } = serverOf(refused(code))
  await once({ words: 'a' })
  await once({ words: 'a' })
  expect(new Set(keys).size).toBe(1)
})

test('after an answer the same is meant anew', async () => {
  const { once, keys } = serverOf(refused('OVERLOADED'), { done: true })
  for (let times = 0; times < 3; times++) await once({ words: 'a' })
  expect(new Set(keys).size).toBe(3)
})

test('something else has a key of its own, whatever is unanswered', async () => {
  const { once, keys } = serverOf(refused(null))
  await once({ words: 'a' })
  await once({ words: 'b' })
  expect(keys[0]).not.toBe(keys[1])
})
