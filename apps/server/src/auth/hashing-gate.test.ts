import { expect, test } from 'vitest'
import { makeHashingGate } from './hashing-gate.ts'

test('no more are inside than may be, and each leaves, whatever came of it', async () => {
  const gate = makeHashingGate(2)
  const first = Promise.withResolvers<string>()
  const second = Promise.withResolvers<string>()
  const inside = [gate.pass(() => first.promise), gate.pass(() => second.promise)]
  await expect(gate.pass(async () => 'third')).rejects.toMatchObject({ code: 'OVERLOADED', retryAfterMs: 1_000 })
  first.reject(new Error('It broke.'))
  await expect(inside[0]).rejects.toThrow('It broke.')
  expect(await gate.pass(async () => 'fourth')).toBe('fourth')
  second.resolve('second')
  expect(await inside[1]).toBe('second')
})
