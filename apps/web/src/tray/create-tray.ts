import { createSignal } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import { useApi } from '../graphql/api.ts'
import { createPoll } from '../graphql/create-poll.ts'
import { createVisibility } from '../ui/visibility.ts'
import { loadTray, type TrayRow } from './tray-requests.ts'

const intervalMs = 2_000
const pageSize = 30

type Tray = { rows: TrayRow[]; hasMore: boolean; isLoaded: boolean }

/** The viewer's generations, asked for every two seconds while in sight. Unchanged rows keep their objects. */
export function createTray() {
  const api = useApi()
  const isVisible = createVisibility()
  const [recent, setRecent] = createSignal(pageSize)
  const [tray, setTray] = createStore<Tray>({ rows: [], hasMore: false, isLoaded: false })

  const poll = createPoll({
    round: async (signal) => {
      const loaded = await loadTray(api, recent())
      if (!signal.aborted) setTray(reconcile({ ...loaded, isLoaded: true }, { key: 'id' }))
    },
    intervalMs: () => intervalMs,
    isEnabled: () => isVisible() && !api.isSignedOut(),
  })

  return {
    tray,
    error: poll.error,
    refetch: poll.refetch,
    /** Shows what was just started before the next answer knows of it. */
    insert(row: TrayRow) {
      if (!tray.rows.some((known) => known.id === row.id)) setTray('rows', (rows) => [row, ...rows])
      void poll.refetch()
    },
    showMore() {
      setRecent(recent() + pageSize)
      void poll.refetch()
    },
  }
}
