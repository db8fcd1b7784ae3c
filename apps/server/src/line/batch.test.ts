import { expect, test } from 'vitest'
import { makeBatch } from './batch.ts'

/** Reads that end when they are told to. */
function setUp() {
  const reads: { readonly ids: readonly string[]; readonly end: (fault?: Error) => void }[] = []
  const read = makeBatch<string>((ids) => {
    const { promise, resolve, reject } = Promise.withResolvers<ReadonlyMap<string, string>>()
    const found = new Map(ids.filter((id) => id !== 'none').map((id) => [id, `<${id}>`]))
    reads.push({ ids, end: (fault) => (fault ? reject(fault) : resolve(found)) })
    return promise
  })
  return { read, reads }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('all that are asked for in one turn are read at once, each once', async () => {
  const { read, reads } = setUp()
  const all = Promise.all([read('a'), read('b'), read('a'), read('none')])
  await turn()
  await turn()
  expect(reads.map(({ ids }) => ids)).toEqual([['a', 'b', 'none']])
  reads[0]?.end()
  expect(await all).toEqual(['<a>', '<b>', '<a>', null])
})

test('those that come during a read wait for the next, together', async () => {
  const { read, reads } = setUp()
  const first = read('a')
  await turn()
  await turn()
  const others = Promise.all([read('b'), turn().then(() => read('c'))])
  await turn()
  await turn()
  expect(reads).toHaveLength(1)
  reads[0]?.end()
  expect(await first).toBe('<a>')
  await turn()
  await turn()
  expect(reads.map(({ ids }) => ids)).toEqual([['a'], ['b', 'c']])
  reads[1]?.end()
  expect(await others).toEqual(['<b>', '<c>'])
})

test('a read that fails does so for those that wait for it, and for nobody after', async () => {
  const { read, reads } = setUp()
  const first = read('a')
  await turn()
  await turn()
  reads[0]?.end(new Error('no database'))
  await expect(first).rejects.toThrow('no database')
  const second = read('b')
  await turn()
  await turn()
  reads[1]?.end()
  expect(await second).toBe('<b>')
})
