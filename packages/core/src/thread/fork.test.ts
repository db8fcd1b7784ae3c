import { expect, test, vi } from 'vitest'
import { memberScopes, type Scope } from '../access/scope.ts'
import type { Viewer } from '../viewer.ts'
import {
  type ForkedBefore,
  type ForkStore,
  type ForkTurn,
  forkThread,
  mostBytes,
  mostTurns,
  type NewFork,
} from './fork.ts'

const turn = (more: Partial<ForkTurn> = {}): ForkTurn => ({ id: 'g', status: 'SUCCEEDED', bytes: 10, ...more })

function setUp(path: readonly ForkTurn[] | null, scopes: ReadonlySet<Scope> = memberScopes) {
  const viewer: Viewer = { id: 'me', kind: 'PERSON', name: 'Ada', spaceId: 'mine', scopes }
  const keys = new Map<string, ForkedBefore>()
  const store = {
    findRepeat: vi.fn<ForkStore['findRepeat']>(async (_, key) => keys.get(key) ?? null),
    readPath: vi.fn<ForkStore['readPath']>(async (_, __, limit) => path?.slice(-limit) ?? null),
    insert: vi.fn<ForkStore['insert']>(async ({ idempotencyKey, threadId, bodyHash }: NewFork) => {
      if (keys.has(idempotencyKey)) return 'repeated'
      keys.set(idempotencyKey, { threadId, bodyHash })
      return 'forked'
    }),
  }
  return { viewer, store, keys, ports: { store, sha256: (text: string) => text } }
}

const input = { generationId: 'c', idempotencyKey: 'k' }

test('copies the whole path, each under a new id in the same order', async () => {
  const { viewer, store, ports } = setUp([turn({ id: 'a' }), turn({ id: 'b', status: 'FAILED' }), turn({ id: 'c' })])
  const threadId = await forkThread(ports, viewer, { ...input, title: ' One\ntwo ' })
  const [fork] = store.insert.mock.calls[0] ?? []
  expect(fork).toMatchObject({ threadId, title: 'One two', generationId: 'c' })
  expect(fork?.copies.map(({ from }) => from)).toEqual(['a', 'b', 'c'])
  const ids = fork?.copies.map(({ id }) => id) ?? []
  expect(ids).toEqual(ids.toSorted()) // lists go by their order
  expect(new Set([threadId, ...ids]).size).toBe(4)
})

test('the same key answers the first thread, also when another was quicker, and refuses other input', async () => {
  const { viewer, store, keys, ports } = setUp([turn()])
  const first = await forkThread(ports, viewer, input)
  expect(await forkThread(ports, viewer, input)).toBe(first)
  expect(store.readPath).toHaveBeenCalledTimes(1)
  store.findRepeat.mockResolvedValueOnce(null) // looked before the other had committed
  expect(await forkThread(ports, viewer, input)).toBe(first)
  for (const other of [{ title: 'else' }, { generationId: 'd' }]) {
    const asked = forkThread(ports, viewer, { ...input, ...other })
    await expect(asked).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' })
  }
  expect(keys.size).toBe(1)
})

test.each(['QUEUED', 'RUNNING', 'CANCELLING'] as const)('nothing is copied that is %s', async (status) => {
  const { viewer, store, ports } = setUp([turn(), turn({ status }), turn()])
  await expect(forkThread(ports, viewer, input)).rejects.toMatchObject({ code: 'INVALID_INPUT', path: 'generationId' })
  expect(store.insert).not.toHaveBeenCalled()
})

test('what is too long is refused, and what is just long enough is not', async () => {
  const many = Array.from({ length: mostTurns }, (_, n) => turn({ id: `g${n}` }))
  const fits = setUp(many)
  await forkThread(fits.ports, fits.viewer, input)
  const huge = turn({ bytes: mostBytes })
  for (const path of [
    [turn(), ...many],
    [turn({ bytes: 1 }), huge],
  ]) {
    const { viewer, ports } = setUp(path)
    await expect(forkThread(ports, viewer, input)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  }
})

test('what is not seen is not there, before and while it is copied', async () => {
  const unseen = setUp(null)
  await expect(forkThread(unseen.ports, unseen.viewer, input)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const lost = setUp([turn()])
  lost.store.insert.mockResolvedValueOnce('gone')
  await expect(forkThread(lost.ports, lost.viewer, input)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('takes a key, and the right to start', async () => {
  const { viewer, ports } = setUp([turn()])
  for (const idempotencyKey of ['', 'x'.repeat(201)]) {
    const asked = forkThread(ports, viewer, { ...input, idempotencyKey })
    await expect(asked).rejects.toMatchObject({ code: 'INVALID_INPUT', path: 'idempotencyKey' })
  }
  const reader = setUp([turn()], new Set<Scope>(['READ']))
  await expect(forkThread(reader.ports, reader.viewer, input)).rejects.toMatchObject({ code: 'FORBIDDEN' })
})
