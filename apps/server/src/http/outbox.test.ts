import { expect, test } from 'vitest'
import { makeOutboxes } from './outbox.ts'

function setUp() {
  const written: string[] = []
  const behind = new Set<string>()
  const outboxOf = makeOutboxes()
  const open = (name: string) =>
    outboxOf({
      write: (text) => written.push(`${name}: ${text}`) > 0,
      get isBehind() {
        return behind.has(name)
      },
      drained: async () => {},
    })
  return { written, behind, open }
}

/** What was to be done at its end has been done: microtasks go in their order. */
const turnIsOver = () => Promise.resolve()

test('what is added in one turn is written at its end, to each client once and in the order in which they came', async () => {
  const { written, open } = setUp()
  const [one, two] = [open('one'), open('two')]
  two.add('a')
  one.add('b')
  two.add('c')
  expect(written).toEqual([])
  await turnIsOver()
  expect(written).toEqual(['two: ac', 'one: b'])
  one.add('d')
  await turnIsOver()
  expect(written.slice(2)).toEqual(['one: d'])
})

test('it goes out before what waits for something that settles after it was added', async () => {
  const { written, open } = setUp()
  const outbox = open('one')
  const woken = Promise.withResolvers<void>()
  const after = woken.promise.then(() => written.push('what follows'))
  outbox.add('first')
  woken.resolve()
  await after
  expect(written).toEqual(['one: first', 'what follows'])
})

test('a client that is behind, or for whom 64 K characters wait, takes no more', async () => {
  const { behind, open } = setUp()
  const outbox = open('one')
  outbox.add('x'.repeat(64 * 1024))
  expect(outbox.isFull).toBe(false)
  outbox.add('x')
  expect(outbox.isFull).toBe(true)
  await turnIsOver()
  expect(outbox.isFull).toBe(false)
  behind.add('one')
  expect(outbox.isFull).toBe(true)
})
