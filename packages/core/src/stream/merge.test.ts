import { expect, test } from 'vitest'
import { merge } from './merge.ts'

/** Yields these, then goes on until it is told to stop. */
async function* open<T>(signal: AbortSignal, ...values: T[]): AsyncGenerator<T> {
  yield* values
  if (signal.aborted) return
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

const never = new AbortController().signal

async function collect<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const value of values) all.push(value)
  return all
}

test('values of all sources come, each in its own order, until the leading one ends', async () => {
  async function* leading() {
    yield* [1, 2, 3, 4, 5]
  }
  const all = await collect(merge(never, (signal) => [leading(), open(signal, 10, 20), open(signal, 100)]))
  expect(all.filter((n) => n < 10)).toEqual([1, 2, 3, 4, 5])
  expect(all.filter((n) => n >= 10 && n < 100)).toEqual([10, 20])
  expect(all).toContain(100)
})

test('a source that ends early takes no other with it', async () => {
  async function* brief() {
    yield 'brief'
  }
  async function* leading() {
    yield 'a'
    await new Promise((resolve) => setImmediate(resolve))
    yield 'b'
  }
  expect((await collect(merge(never, () => [leading(), brief()]))).toSorted()).toEqual(['a', 'b', 'brief'])
})

test('leaving early releases every source, also one whose value waits to be taken', async () => {
  const released: string[] = []
  async function* source(name: string, signal: AbortSignal) {
    try {
      yield* open(signal, name, name)
    } finally {
      released.push(name)
    }
  }
  for await (const _ of merge(never, (signal) => [source('a', signal), source('b', signal), source('c', signal)])) break
  expect(released.toSorted()).toEqual(['a', 'b', 'c'])
})

test('an error of any source passes through and releases the others', async () => {
  let isReleased = false
  async function* leading(signal: AbortSignal) {
    try {
      yield* open(signal, 1)
    } finally {
      isReleased = true
    }
  }
  async function* broken(): AsyncGenerator<number> {
    yield 2
    throw new Error('broken')
  }
  await expect(collect(merge(never, (signal) => [leading(signal), broken()]))).rejects.toThrow('broken')
  expect(isReleased).toBe(true)
})

test('the leading source may say a last word when the signal aborts', async () => {
  const leaving = new AbortController()
  async function* leading(signal: AbortSignal): AsyncGenerator<string> {
    yield* open(signal, 'first')
    yield 'last'
  }
  const seen: string[] = []
  for await (const value of merge(leaving.signal, (signal) => [leading(signal), open<string>(signal)])) {
    seen.push(value)
    leaving.abort()
  }
  expect(seen).toEqual(['first', 'last'])
})

test('a source is not asked for more than has been taken', async () => {
  let asked = 0
  async function* eager(signal: AbortSignal) {
    while (!signal.aborted) yield ++asked
  }
  const values = merge(never, (signal) => [eager(signal)])
  await values.next()
  await new Promise((resolve) => setImmediate(resolve))
  expect(asked).toBe(1)
  await values.return(undefined)
})
