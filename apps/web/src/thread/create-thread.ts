import { hasEnded } from '@sluice/client'
import { createMemo, createSignal, onCleanup } from 'solid-js'
import { type ChangedGeneration, changedIn } from '../activity/changed.ts'
import { useActivity } from '../activity/create-activity.tsx'
import { createEntry, type Entry } from '../generation/create-entry.ts'
import { createStreams } from '../generation/create-streams.ts'
import { loadGeneration } from '../generation/generation-requests.ts'
import type { GenerationRow } from '../generation/view.ts'
import { type Api, useApi } from '../graphql/api.ts'
import { createPoll } from '../graphql/create-poll.ts'
import { createVisibility } from '../ui/visibility.ts'
import { loadThread, loadThreadStatus } from './thread-requests.ts'

const pageSize = 20
/** For those that are not streamed: the stream is not up, or has no room for them. */
const unstreamedIntervalMs = 2_000
/** Everything else is told as it happens; this heals what nobody has thought of. */
const toldIntervalMs = 60_000

/** The generations that are shown, oldest first, each once. */
function createEntries(api: Api) {
  const [entries, setEntries] = createSignal<readonly Entry[]>([])
  const find = (id: string) => entries().find((entry) => entry.id === id)
  onCleanup(() => {
    for (const entry of entries()) entry.dispose()
  })
  return {
    entries,
    find,
    prepend: (generations: readonly Parameters<typeof createEntry>[0][]) =>
      setEntries((known) => [...generations.filter(({ id }) => !find(id)).map(createEntry), ...known]),
    reload: async (entry: Entry) => {
      const loaded = await loadGeneration(api, entry.id)
      if (loaded && !isStreamed(entry)) entry.load(loaded)
    },
    addEntry: async (id: string) => {
      const loaded = await loadGeneration(api, id)
      if (loaded && !find(id)) setEntries((known) => [...known, createEntry(loaded)])
    },
  }
}

/**
 * A thread that keeps itself current: what goes on by stream, and what joins it by word of the same stream.
 *
 * @param idleIntervalMs - how often it is asked beside that; where nobody tells, that is how what is new is found
 */
export function createThread(threadId: string, idleIntervalMs = toldIntervalMs) {
  const api = useApi()
  const isVisible = createVisibility()
  const [title, setTitle] = createSignal<string>()
  const [isShareable, setShareable] = createSignal(false)
  const [isMissing, setMissing] = createSignal(false)
  const [earlierCursor, setEarlierCursor] = createSignal<string | null>(null)
  const { entries, find, prepend, reload, addEntry } = createEntries(api)
  const isActive = createMemo(() => entries().some(goesOn))

  const loadPage = async (before: string | null, signal?: AbortSignal) => {
    const page = await loadThread(api, { id: threadId, last: pageSize, before })
    if (signal?.aborted) return
    if (!page) return void setMissing(true)
    setTitle(page.title)
    setShareable(page.isShareable)
    setEarlierCursor(page.earlierCursor)
    prepend(page.generations)
  }

  const refresh = async (signal: AbortSignal) => {
    if (entries().length === 0) return loadPage(null, signal)
    for (const row of await loadThreadStatus(api, threadId, pageSize)) {
      if (signal.aborted) return
      const entry = find(row.id)
      if (!entry) {
        if (isNewer(row, entries())) await addEntry(row.id)
      } else if (isStreamed(entry)) entry.changeRow(row)
      else if (row.cursor !== entry.row().cursor || row.status !== entry.view().status) await reload(entry)
      else entry.changeRow(row)
    }
  }

  const take = (changed: ChangedGeneration) => {
    if (changed.thread.id !== threadId || entries().length === 0) return
    const entry = find(changed.id)
    if (!entry) return isNewer(changed, entries()) ? void addEntry(changed.id).catch(() => {}) : undefined
    // The texts that a row's cursor speaks of come by events.
    const { cursor: _, ...row } = changed
    entry.changeRow(row)
  }

  createStreams(entries, (entry) => void reload(entry).catch(() => {}))
  const poll = createPoll({
    round: refresh,
    intervalMs: () => (entries().some(isWithoutStream) ? unstreamedIntervalMs : idleIntervalMs),
    isEnabled: () => isVisible() && !isMissing() && !api.isSignedOut(),
  })
  useActivity().listen((event) => {
    if (event.__typename === 'ActivitySnapshot' && event.more) void poll.refetch()
    for (const changed of changedIn(event)) take(changed)
  })
  return {
    title,
    isShareable,
    isMissing,
    isActive,
    entries,
    error: poll.error,
    refetch: poll.refetch,
    hasEarlier: () => earlierCursor() !== null,
    loadEarlier: () => loadPage(earlierCursor()),
  }
}

const goesOn = (entry: Entry) => !hasEnded(entry.view().status)
const isStreamed = (entry: Entry) => goesOn(entry) && entry.position() !== null
const isWithoutStream = (entry: Entry) => goesOn(entry) && entry.position() === null

/** Rows from before the first one shown belong to a page that was not asked for. */
const isNewer = (row: Pick<GenerationRow, 'createdAt'>, entries: readonly Entry[]) =>
  row.createdAt >= (entries.at(-1)?.row().createdAt ?? '')
