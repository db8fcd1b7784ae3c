import { createStore, reconcile } from 'solid-js/store'
import { createVisibility } from '../ui/visibility.ts'
import { useApi } from './api.ts'
import { createPoll } from './create-poll.ts'

/** What others change shows after this long at the latest; one's own changes ask at once. */
const defaultIntervalMs = 20_000

/** What `load` answers, asked for again now and then. What stays keeps its object, so that its row keeps the focus. */
export function createLoaded<Data extends object>(load: () => Promise<Data>, intervalMs = defaultIntervalMs) {
  const api = useApi()
  const isVisible = createVisibility()
  const [state, setState] = createStore<{ data: Data | undefined }>({ data: undefined })
  const poll = createPoll({
    round: async (signal) => {
      const data = await load()
      if (!signal.aborted) setState('data', reconcile(data, { key: 'id' }))
    },
    intervalMs: () => intervalMs,
    isEnabled: () => isVisible() && !api.isSignedOut(),
  })
  return { data: () => state.data, error: poll.error, refetch: poll.refetch }
}

export type LoadedData<Data> = {
  data: () => Data | undefined
  error: () => unknown
  refetch: () => Promise<void>
}
