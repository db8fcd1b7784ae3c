import { type Api, useApi } from '../graphql/api.ts'
import { createStoredSignal } from '../ui/stored-signal.ts'
import { markThread, type ThreadSight } from './thread-requests.ts'

/** Which branch its viewer looked at last. */
export type LeafMemory = {
  /** Undefined until it is known, null when nothing is remembered. */
  leaf: () => string | null | undefined
  remember: (id: string) => void
}

/** For those of whom the server remembers nothing: lasts as long as the tab. */
export function createTabLeaf(threadId: string): LeafMemory {
  const [leaf, remember] = createStoredSignal<string | null>({
    key: `sluice.leaf.${threadId}`,
    initial: null,
    isValid: (value) => value === null || typeof value === 'string',
    storage: 'session',
  })
  return { leaf, remember }
}

type Known = { sight: () => ThreadSight | undefined; hasFailed: () => boolean }

/** The viewer's own, kept by the server: the same in every browser of theirs. */
export function createOwnLeaf(threadId: string, { sight, hasFailed }: Known): LeafMemory {
  const remember = makeLatest(useApi(), threadId)
  const leaf = () => {
    const known = sight()
    if (known) return known.activeLeaf?.id ?? null
    return hasFailed() ? null : undefined
  }
  return { leaf, remember }
}

/** Tells the server one at a time, and of several that came meanwhile the last. What is not told is no more than not remembered. */
function makeLatest(api: Api, threadId: string) {
  let isTelling = false
  let latest: string | null = null
  const tell = async () => {
    isTelling = true
    while (latest !== null) {
      const leafId = latest
      latest = null
      await markThread(api, { id: threadId, leafId })
    }
    isTelling = false
  }
  return (id: string) => {
    latest = id
    if (!isTelling) void tell()
  }
}
