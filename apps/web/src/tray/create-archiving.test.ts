import { expect, test } from 'vitest'
import { inPage } from '../graphql/fake-page.ts'
import { createArchiving, type Done } from './create-archiving.ts'
import { createListing } from './create-listing.ts'
import { wholeTray } from './tray-filter.ts'
import type { TrayRow } from './tray-requests.ts'

const done = { __typename: 'MarkThreadSuccess', thread: { id: 't' } }
const refused = { __typename: 'NotFoundError', code: 'NOT_FOUND', message: 'There is no such thread.' }

/** A tray with one row of a thread, further down than a fresh list reaches, and what is said of it. */
function openTray(...answers: object[]) {
  const said: Done[] = []
  const asked: unknown[] = []
  const made = inPage(
    ({ input }) => {
      asked.push(input)
      return { markThread: answers[asked.length - 1] }
    },
    () => {
      const listing = createListing(wholeTray)
      const tray = { withdraw: listing.withdraw, refetch: async () => {} }
      return { listing, setArchived: createArchiving({ tray, say: (one) => void said.push(one) }) }
    },
  )
  const row = { id: 'g', title: 'Old', createdAt: '2026', thread: { id: 't', isArchived: false } } as unknown as TrayRow
  made.listing.rows.put(row)
  const shown = () => made.listing.rows.all().map(({ id }) => id)
  return { ...made, row, said, asked, shown }
}

test('what was archived is in its place again when that is undone', async () => {
  const { setArchived, row, said, asked, shown } = openTray(done, done)
  const archived = setArchived(row, true)
  expect(shown()).toEqual([])
  await archived
  expect(shown()).toEqual([])
  said[0]?.undo?.()
  await expect.poll(shown).toEqual(['g'])
  expect(asked).toEqual([
    { id: 't', isArchived: true },
    { id: 't', isArchived: false },
  ])
})

test('what may not be archived is in its place again, and it is said why', async () => {
  const { setArchived, row, said, shown } = openTray(refused)
  await setArchived(row, true)
  expect(shown()).toEqual(['g'])
  expect(said).toEqual([{ words: 'There is no such thread.' }])
})

test('an undo that is refused leaves archived what is archived', async () => {
  const { setArchived, row, said, shown } = openTray(done, refused)
  await setArchived(row, true)
  said[0]?.undo?.()
  await expect.poll(() => said.at(-1)?.words).toBe('There is no such thread.')
  expect(shown()).toEqual([])
})
