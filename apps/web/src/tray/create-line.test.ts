import { expect, test } from 'vitest'
import { inPage } from '../graphql/fake-page.ts'
import { createLine } from './create-line.ts'
import { createListing } from './create-listing.ts'
import type { Tray } from './create-tray.ts'
import { wholeTray } from './tray-filter.ts'
import type { TrayRow } from './tray-requests.ts'

const rowOf = (id: string, position: number) =>
  ({
    id,
    status: 'QUEUED',
    hold: null,
    queue: { position },
    createdAt: `2026-01-01T0${position}`,
    thread: { id, isArchived: false },
  }) as unknown as TrayRow

const listOf = (ids: readonly string[]) => ({
  active: {
    edges: ids.map((id, index) => ({ node: rowOf(id, index + 1) })),
    pageInfo: { hasNextPage: false, endCursor: null },
  },
  ended: { edges: [], pageInfo: { hasNextPage: false, endCursor: null } },
})

/** A line of a, b and c; each list and each move is answered when its test says so. */
async function openLine() {
  const lists: PromiseWithResolvers<object>[] = []
  const moves: (PromiseWithResolvers<object> & { input: unknown })[] = []
  const said: string[] = []
  const made = inPage(
    ({ input }) => {
      const answer = Promise.withResolvers<object>()
      if (input === undefined) lists.push(answer)
      else moves.push({ ...answer, input })
      return answer.promise
    },
    () => {
      const listing = createListing(wholeTray)
      const load = () => listing.load(wholeTray, new AbortController().signal)
      const tray = { ...listing, refetch: async () => void (await load()) } as unknown as Tray
      const order = () =>
        listing.rows
          .all()
          .toSorted((one, other) => (one.queue?.position ?? 0) - (other.queue?.position ?? 0))
          .map(({ id }) => id)
      return { load, order, line: createLine(tray, order, (words) => said.push(words)) }
    },
  )
  const first = made.load()
  lists.shift()?.resolve(listOf(['a', 'b', 'c']))
  await first
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0))
  return { ...made, lists, moves, said, settled, up: (id: string) => made.line.movesOf(id)?.step(-1) }
}

test('a list that was asked for before a move does not take it back', async () => {
  const { load, order, lists, moves, settled, up } = await openLine()
  const early = load()
  up('c')
  expect(order()).toEqual(['a', 'c', 'b'])
  lists.shift()?.resolve(listOf(['a', 'b', 'c']))
  await early
  expect(order()).toEqual(['a', 'c', 'b'])
  await settled()
  moves.shift()?.resolve({ moveInLine: { generation: { id: 'c' } } })
  await settled()
  lists.shift()?.resolve(listOf(['a', 'c', 'b']))
  await settled()
  await Promise.all([load(), settled().then(() => lists.shift()?.resolve(listOf(['b', 'c', 'a'])))])
  expect(order()).toEqual(['b', 'c', 'a']) // from then on it is the server's line again
})

test('a refused move goes back to how things stand', async () => {
  const { order, lists, moves, said, settled, up } = await openLine()
  up('c')
  await settled()
  moves.shift()?.resolve({ moveInLine: { code: 'CONFLICT', message: 'It runs already.' } })
  await settled()
  lists.shift()?.resolve(listOf(['a', 'b', 'c']))
  await settled()
  expect(order()).toEqual(['a', 'b', 'c'])
  expect(said).toEqual([expect.stringContaining('It runs already.')])
})

test('the server hears of moves in the order in which they were made', async () => {
  const { order, moves, settled, up } = await openLine()
  up('c')
  up('c')
  expect(order()).toEqual(['c', 'a', 'b'])
  await settled()
  expect(moves.map(({ input }) => input)).toEqual([{ id: 'c', before: 'b' }])
  moves[0]?.resolve({ moveInLine: { generation: { id: 'c' } } })
  await settled()
  expect(moves.map(({ input }) => input)).toEqual([
    { id: 'c', before: 'b' },
    { id: 'c', before: 'a' },
  ])
})
