import { createSignal } from 'solid-js'
import { useApi } from '../graphql/api.ts'
import { createLoaded } from '../graphql/create-loaded.ts'
import { loadSight, type ThreadSight } from './thread-requests.ts'

/** What others add to a shared thread is not told, nor that it was taken back. */
const sharedIntervalMs = 4_000
const privateIntervalMs = 60_000

/** Who sees a thread and what it is to the viewer, and how often it has to be asked for because of that. */
export function createSight(threadId: string) {
  const api = useApi()
  const [changed, setChanged] = createSignal<ThreadSight>()
  const loaded = createLoaded(async () => ({ sight: await loadSight(api, threadId) }), privateIntervalMs)
  const sight = () => changed() ?? loaded.data()?.sight ?? undefined
  /** An older answer is not taken any more; and after another change that of this one is older. */
  const confirm = async (shown: ThreadSight) => {
    await loaded.refetch()
    if (changed() === shown) setChanged(undefined)
  }
  return {
    sight,
    /** Whether the server could not be asked, so that one has to do without. */
    hasFailed: () => loaded.error() !== undefined && sight() === undefined,
    /** Shows at once what the viewer has made of it. */
    change: (made: Partial<ThreadSight>) => {
      const known = sight()
      if (!known) return
      void confirm(setChanged({ ...known, ...made }))
    },
    threadIntervalMs: () => (sight()?.visibility === 'SPACE' ? sharedIntervalMs : privateIntervalMs),
  }
}
