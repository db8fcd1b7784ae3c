import { expect, test } from 'vitest'
import { RequestError } from '../graphql/api.ts'
import { inPage } from '../graphql/fake-page.ts'
import { createListing } from './create-listing.ts'
import { wholeTray } from './tray-filter.ts'
import type { TrayRow } from './tray-requests.ts'

const rowOf = (id: string) =>
  ({
    id,
    createdAt: `2026-01-01T${id}`,
    endedAt: '2026-01-02',
    thread: { id, isArchived: false },
  }) as unknown as TrayRow

const pageOf = (ids: readonly string[], endCursor: string | null = null) => ({
  edges: ids.map((id) => ({ node: rowOf(id) })),
  pageInfo: { hasNextPage: endCursor !== null, endCursor },
})

/** A tray of two pages, and how often the second is asked for. */
async function openTray(second: () => Promise<object>) {
  let asked = 0
  const listing = inPage(
    ({ after }) => {
      if (after === undefined) return { active: pageOf([]), ended: pageOf(['09', '08'], 'older') }
      asked += 1
      return second()
    },
    () => createListing(wholeTray),
  )
  await listing.load(wholeTray, new AbortController().signal)
  return { ...listing, asked: () => asked, shown: () => listing.rows.all().map(({ id }) => id) }
}

test('who asks for more while more is on its way waits for the same', async () => {
  const { promise, resolve } = Promise.withResolvers<object>()
  const { loadMore, isLoadingMore, asked, shown } = await openTray(() => promise)
  void loadMore()
  const again = loadMore()
  expect(isLoadingMore()).toBe(true)
  resolve({ generations: pageOf(['07']) })
  await again
  expect(shown()).toEqual(['09', '08', '07'])
  expect([asked(), isLoadingMore()]).toEqual([1, false])
})

test('whoever asked for more is told that nothing came, and may ask again', async () => {
  const answers = [
    Promise.reject(new RequestError(null, 'The server did not answer.')),
    Promise.resolve({ generations: pageOf(['07']) }),
  ]
  const { loadMore, isLoadingMore, shown } = await openTray(() => answers.shift() ?? Promise.reject(new Error('asked')))
  await expect(loadMore()).rejects.toThrow('did not answer')
  expect(isLoadingMore()).toBe(false)
  await loadMore()
  expect(shown()).toEqual(['09', '08', '07'])
})

test('what is told while a narrowed list is on its way is asked for again unless the list holds it', async () => {
  const narrowed = { ...wholeTray, label: 'trees' }
  const listing = inPage(
    () => ({ active: pageOf([]), ended: pageOf(['09']) }),
    () => createListing(narrowed),
  )
  const load = () => listing.load(narrowed, new AbortController().signal)
  const first = load()
  expect(listing.take(rowOf('10'))).toBe(true) // the list that is awaited may hold it
  expect(await first).toBe(false)
  const second = load()
  listing.take(rowOf('09'))
  expect(await second).toBe(true)
})
