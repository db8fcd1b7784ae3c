import { createMemo, createSignal, onCleanup } from 'solid-js'
import { createEntry, type Entry } from '../generation/create-entry.ts'
import { createStreams } from '../generation/create-streams.ts'
import { hasEnded } from '../generation/fold.ts'
import { loadGeneration } from '../generation/generation-requests.ts'
import type { GenerationRow } from '../generation/view.ts'
import { useApi } from '../graphql/api.ts'
import { createPoll } from '../graphql/create-poll.ts'
import { createVisibility } from '../ui/visibility.ts'
import { loadThread, loadThreadStatus } from './thread-requests.ts'

const pageSize = 20
const activeIntervalMs = 2_000
/** Someone else, or another tab, may follow up. */
const idleIntervalMs = 10_000

/** A thread that keeps itself current: the newest running generations by stream, the others by poll. */
export function createThread(threadId: string) {
  const api = useApi()
  const isVisible = createVisibility()
  const [title, setTitle] = createSignal<string>()
  const [isMissing, setMissing] = createSignal(false)
  const [earlierCursor, setEarlierCursor] = createSignal<string | null>(null)
  const [entries, setEntries] = createSignal<readonly Entry[]>([])
  const isStreamed = createStreams(entries, isVisible)
  const isActive = createMemo(() => entries().some((entry) => !hasEnded(entry.view().status)))

  const loadPage = async (before: string | null, signal?: AbortSignal) => {
    const page = await loadThread(api, { id: threadId, last: pageSize, before })
    if (signal?.aborted) return
    if (!page) return void setMissing(true)
    setTitle(page.title)
    setEarlierCursor(page.earlierCursor)
    setEntries((known) => [...page.generations.map(createEntry), ...known])
  }

  const refreshEntry = async (entry: Entry, row: GenerationRow, signal: AbortSignal) => {
    if (isStreamed(entry.id)) return
    const isBehind = row.cursor !== entry.row().cursor || row.status !== entry.view().status
    if (!isBehind) return entry.setRow(row)
    const loaded = await loadGeneration(api, entry.id)
    if (loaded && !signal.aborted && !isStreamed(entry.id)) entry.load(loaded)
  }

  const addEntry = async (id: string, signal: AbortSignal) => {
    const loaded = await loadGeneration(api, id)
    if (loaded && !signal.aborted) setEntries((known) => [...known, createEntry(loaded)])
  }

  const refresh = async (signal: AbortSignal) => {
    if (entries().length === 0) return loadPage(null, signal)
    const rows = await loadThreadStatus(api, threadId, pageSize)
    for (const row of rows) {
      if (signal.aborted) return
      const entry = entries().find((candidate) => candidate.id === row.id)
      if (entry) await refreshEntry(entry, row, signal)
      else if (isNewer(row, entries())) await addEntry(row.id, signal)
      if (entry && isStreamed(entry.id)) entry.setRow(row)
    }
  }

  const poll = createPoll({
    round: refresh,
    intervalMs: () => (isActive() ? activeIntervalMs : idleIntervalMs),
    isEnabled: () => isVisible() && !isMissing() && !api.isSignedOut(),
  })
  onCleanup(() => {
    for (const entry of entries()) entry.dispose()
  })

  return {
    title,
    isMissing,
    isActive,
    entries,
    error: poll.error,
    refetch: poll.refetch,
    hasEarlier: () => earlierCursor() !== null,
    loadEarlier: () => loadPage(earlierCursor()),
  }
}

/** Rows from before the first one shown belong to a page that was not asked for. */
const isNewer = (row: GenerationRow, entries: readonly Entry[]) =>
  row.createdAt >= (entries.at(-1)?.row().createdAt ?? '')
