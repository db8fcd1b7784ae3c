import { type Accessor, batch, createEffect, on, untrack } from 'solid-js'
import { workIn } from '../activity/changed.ts'
import { useActivity } from '../activity/create-activity.tsx'
import { useApi } from '../graphql/api.ts'
import { createPoll } from '../graphql/create-poll.ts'
import { createVisibility } from '../ui/visibility.ts'
import { createListing } from './create-listing.ts'
import { type TrayFilter, type TrayRow, toTrayRow } from './tray-requests.ts'

/** Places in line move without a word to those who have not opened them. */
const queuedIntervalMs = 5_000
/** Everything else is told as it happens; this heals what nobody has thought of. */
const idleIntervalMs = 60_000
/** What may fit into a narrowed list is asked for, in one go for all that comes together. */
const settleMs = 500

/** The viewer's generations, as they change. Unchanged rows keep their objects. */
export function createTray(filter: Accessor<TrayFilter>) {
  const api = useApi()
  const isVisible = createVisibility()
  const { take, load, ...listing } = createListing(untrack(filter))
  const { rows } = listing

  const poll = createPoll({
    round: async (signal) => {
      if (!(await load(filter(), signal))) poll.refetchAfter(settleMs)
    },
    intervalMs: () => (rows.all().some(({ status }) => status === 'QUEUED') ? queuedIntervalMs : idleIntervalMs),
    isEnabled: () => isVisible() && !api.isSignedOut(),
  })
  createEffect(on(filter, () => void poll.refetch(), { defer: true }))

  useActivity().listen((event) => {
    if (event.__typename === 'ActivitySnapshot' && event.more) return void poll.refetch()
    const isTaken = batch(() => workIn(event).map((changed) => take(toTrayRow(changed))))
    if (isTaken.includes(false)) poll.refetchAfter(settleMs)
  })

  return {
    ...listing,
    error: poll.error,
    refetch: poll.refetch,
    /** Shows what was just started before anybody tells of it. */
    insert(row: TrayRow) {
      if (!rows.has(row.id) && !take(row)) poll.refetchAfter(settleMs)
    },
  }
}

export type Tray = ReturnType<typeof createTray>
