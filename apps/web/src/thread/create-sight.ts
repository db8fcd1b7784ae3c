import { createSignal } from 'solid-js'
import { useApi } from '../graphql/api.ts'
import { createLoaded } from '../graphql/create-loaded.ts'
import { loadSight, type ThreadSight } from './thread-requests.ts'

/** What others add to a shared thread is not told, nor that it was taken back. */
const sharedIntervalMs = 4_000
const privateIntervalMs = 60_000

/** Who sees a thread, and how often it has to be asked for because of that. */
export function createSight(threadId: string) {
  const api = useApi()
  const [changed, setChanged] = createSignal<ThreadSight>()
  const loaded = createLoaded(async () => ({ sight: await loadSight(api, threadId) }), privateIntervalMs)
  const sight = () => changed() ?? loaded.data()?.sight ?? undefined
  return {
    sight,
    /** Shows at once what the viewer has made of it. */
    change: (made: ThreadSight) => {
      setChanged(made)
      void loaded.refetch().then(() => setChanged(undefined)) // an older answer is not taken any more
    },
    threadIntervalMs: () => (sight()?.visibility === 'SPACE' ? sharedIntervalMs : privateIntervalMs),
  }
}
