import { expect, test } from 'vitest'
import { makeLoader } from './make-loader.ts'

test('what has come is not asked for again', async () => {
  let asked = 0
  const loader = makeLoader(async () => ++asked)
  expect(loader.loaded()).toBeUndefined()
  expect(await Promise.all([loader.load(), loader.load()])).toEqual([1, 1])
  expect(await loader.load()).toBe(1)
  expect(loader.loaded()).toBe(1)
})

test('what did not come is', async () => {
  const answers = [Promise.reject(new Error('no network')), Promise.resolve('part')]
  const loader = makeLoader(async () => answers.shift() ?? '')
  await expect(loader.load()).rejects.toThrow('no network')
  expect(await loader.load()).toBe('part')
})
