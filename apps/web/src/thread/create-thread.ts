import { hasEnded } from '@sluice/client'
import { type Accessor, createMemo, createSignal, onCleanup } from 'solid-js'
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
  const addEntry = async (id: string) => {
    const loaded = await loadGeneration(api, id)
    if (loaded && !find(id)) setEntries((known) => [...known, createEntry(loaded)])
  }
  /** False when it may not be seen any more. */
  const reload = async (entry: Entry) => {
    const loaded = await loadGeneration(api, entry.id)
    if (loaded && !isStreamed(entry)) entry.load(loaded)
    return loaded !== null
  }
  return {
    entries,
    reload,
    prepend: (generations: readonly Parameters<typeof createEntry>[0][]) =>
      setEntries((known) => [...generations.filter(({ id }) => !find(id)).map(createEntry), ...known]),
    /** Takes a row over as it was asked for. */
    takeRow: async (row: GenerationRow) => {
      const entry = find(row.id)
      if (!entry) {
        if (isNewer(row, entries())) await addEntry(row.id)
      } else if (isStreamed(entry)) entry.changeRow(row)
      else if (row.cursor !== entry.row().cursor || row.status !== entry.view().status) await reload(entry)
      else entry.changeRow(row)
    },
    /** Takes over what was told of one. */
    takeChange: (changed: ChangedGeneration) => {
      const entry = find(changed.id)
      if (!entry) return isNewer(changed, entries()) ? void addEntry(changed.id).catch(() => {}) : undefined
      // The texts that a row's cursor speaks of come by events.
      const { cursor: _, ...row } = changed
      entry.changeRow(row)
    },
  }
}

/**
 * A thread that keeps itself current: what goes on by stream, and what joins it by word of the same stream.
 *
 * @param idleIntervalMs - how often it is asked beside that; where nobody tells, that is how what is new is found
 */
export function createThread(threadId: string, idleIntervalMs: Accessor<number> = () => toldIntervalMs) {
  const api = useApi()
  const isVisible = createVisibility()
  const [title, setTitle] = createSignal<string>()
  const [earlierCursor, setEarlierCursor] = createSignal<string | null>(null)
  const [isShareable, setShareable] = createSignal(false)
  const [isMissing, setMissing] = createSignal(false)
  const { entries, prepend, reload, takeRow, takeChange } = createEntries(api)
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
    const rows = await loadThreadStatus(api, threadId, pageSize)
    if (signal.aborted) return
    if (!rows) return void setMissing(true)
    for (const row of rows) {
      await takeRow(row)
      if (signal.aborted) return
    }
  }
  const poll = createPoll({
    round: refresh,
    intervalMs: () => (entries().some(isWithoutStream) ? unstreamedIntervalMs : idleIntervalMs()),
    isEnabled: () => isVisible() && !isMissing() && !api.isSignedOut(),
  })
  const onOver = async (entry: Entry) => {
    if (!(await reload(entry))) await poll.refetch()
  }
  createStreams(entries, (entry) => void onOver(entry).catch(() => {}))
  useActivity().listen((event) => {
    if (event.__typename === 'ActivitySnapshot' && event.more) void poll.refetch()
    if (entries().length === 0) return
    for (const changed of changedIn(event)) if (changed.thread.id === threadId) takeChange(changed)
  })
  return {
    title,
    isShareable,
    isMissing,
    /** Somebody has found out that the viewer does not see it any more. */
    markMissing: () => setMissing(true),
    isActive,
    entries,
    error: poll.error,
    refetch: poll.refetch,
    hasEarlier: () => earlierCursor() !== null,
    loadEarlier: () => loadPage(earlierCursor()),
  }
}

export type Thread = ReturnType<typeof createThread>

const goesOn = (entry: Entry) => !hasEnded(entry.view().status)
const isStreamed = (entry: Entry) => goesOn(entry) && entry.position() !== null
const isWithoutStream = (entry: Entry) => goesOn(entry) && entry.position() === null

/** Rows from before the first one shown belong to a page that was not asked for. */
const isNewer = (row: Pick<GenerationRow, 'createdAt'>, entries: readonly Entry[]) =>
  row.createdAt >= (entries.at(-1)?.row().createdAt ?? '')
