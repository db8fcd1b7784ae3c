import { createSignal } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import { changedIn } from '../activity/changed.ts'
import { useActivity } from '../activity/create-activity.tsx'
import { useApi } from '../graphql/api.ts'
import { createPoll } from '../graphql/create-poll.ts'
import { createVisibility } from '../ui/visibility.ts'
import { loadTray, type TrayRow, toTrayRow } from './tray-requests.ts'

/** Places in line move without a word to those who have not opened them. */
const queuedIntervalMs = 5_000
/** Everything else is told as it happens; this heals what nobody has thought of. */
const idleIntervalMs = 60_000
const pageSize = 30

type Tray = { rows: TrayRow[]; hasMore: boolean; isLoaded: boolean }

/** The viewer's generations, as they change. Unchanged rows keep their objects. */
export function createTray() {
  const api = useApi()
  const activity = useActivity()
  const isVisible = createVisibility()
  const [recent, setRecent] = createSignal(pageSize)
  const [tray, setTray] = createStore<Tray>({ rows: [], hasMore: false, isLoaded: false })
  /** What was told while the list was on its way may be newer than the list. */
  let toldMeanwhile: TrayRow[] = []

  const put = (row: TrayRow) => {
    const index = tray.rows.findIndex(({ id }) => id === row.id)
    if (index === -1) setTray('rows', (rows) => [row, ...rows])
    else setTray('rows', index, reconcile(row))
  }

  const poll = createPoll({
    round: async (signal) => {
      toldMeanwhile = []
      const loaded = await loadTray(api, recent())
      if (signal.aborted) return
      setTray(reconcile({ ...loaded, isLoaded: true }, { key: 'id' }))
      for (const row of toldMeanwhile) put(row)
    },
    intervalMs: () => (tray.rows.some(({ status }) => status === 'QUEUED') ? queuedIntervalMs : idleIntervalMs),
    isEnabled: () => isVisible() && !api.isSignedOut(),
  })

  // oxlint-disable-next-line solid/reactivity -- an event, not something to track
  activity.listen((event) => {
    if (event.__typename === 'ActivitySnapshot' && event.more) return void poll.refetch()
    for (const row of changedIn(event).map(toTrayRow)) {
      toldMeanwhile.push(row)
      if (tray.isLoaded) put(row)
    }
  })

  return {
    tray,
    error: poll.error,
    refetch: poll.refetch,
    /** Shows what was just started before anybody tells of it. */
    insert: (row: TrayRow) => {
      if (!tray.rows.some(({ id }) => id === row.id)) put(row)
    },
    showMore() {
      setRecent(recent() + pageSize)
      void poll.refetch()
    },
  }
}
