import { hasEnded } from '@sluice/client'
import { type Accessor, createMemo, createSignal, untrack } from 'solid-js'
import { changedIn } from '../activity/changed.ts'
import { useActivity } from '../activity/create-activity.tsx'
import type { Entry } from '../generation/create-entry.ts'
import { createStreams } from '../generation/create-streams.ts'
import { useApi } from '../graphql/api.ts'
import { createPoll } from '../graphql/create-poll.ts'
import { createVisibility } from '../ui/visibility.ts'
import { createEntries } from './create-entries.ts'
import { createNews } from './create-news.ts'
import { createNodes } from './create-nodes.ts'
import { loadThread, loadThreadStatus } from './thread-requests.ts'

const pageSize = 20
/** For those that are not streamed (the stream is not up, or has no room for them), and for texts that did not come. */
const lackingIntervalMs = 2_000
/** Everything else is told as it happens; this heals what nobody has thought of. */
const toldIntervalMs = 60_000

/**
 * A thread that keeps itself current: what goes on by stream, and what joins it by word of the same stream. Its tree comes
 * by itself; texts come as they are asked for.
 *
 * @param idleIntervalMs - how often it is asked beside that; where nobody tells, that is how what is new is found
 */
export function createThread(threadId: string, idleIntervalMs: Accessor<number> = () => toldIntervalMs) {
  const api = useApi()
  const isVisible = createVisibility()
  const [about, setAbout] = createSignal<{ title: string; isShareable: boolean }>()
  const [isMissing, setMissing] = createSignal(false)
  const nodes = createNodes(api, threadId)
  const entries = createEntries(api, { threadId, nodes, onMissed: () => about() && void poll.refetch() })
  const news = createNews(api, { nodes, entries })
  const list = createMemo(() => [...entries.entries().values()])

  /** Something was told of it while it was on its way: the answer may be older. */
  let isToldMeanwhile = false

  const open = async (signal: AbortSignal) => {
    isToldMeanwhile = false
    const newest = { id: threadId, last: pageSize, before: null }
    const [page, isThere] = await Promise.all([loadThread(api, newest), nodes.loadPage(signal)])
    if (signal.aborted) return
    if (!page || !isThere) return void setMissing(true)
    setAbout(page)
    entries.addPage(page)
    if (isToldMeanwhile) await look(signal)
  }
  const look = async (signal: AbortSignal) => {
    const rows = await loadThreadStatus(api, threadId, pageSize)
    if (signal.aborted) return
    if (!rows) return void setMissing(true)
    await news.takeRows(rows, signal)
    if (!signal.aborted) await entries.loadMissed()
  }
  const poll = createPoll({
    round: async (signal) => {
      await (about() ? look(signal) : open(signal))
      if (!isMissing()) await nodes.loadRest(signal)
    },
    intervalMs: () => (entries.hasMissed() || list().some(isWithoutStream) ? lackingIntervalMs : idleIntervalMs()),
    isEnabled: () => isVisible() && !isMissing() && !api.isSignedOut(),
  })
  const onOver = async (entry: Entry) => (await news.reload(entry)) || poll.refetch()
  createStreams(list, (entry) => void onOver(entry).catch(() => {}))
  useActivity().listen((event) => {
    if (event.__typename === 'ActivitySnapshot' && event.more) void poll.refetch()
    const changes = changedIn(event).filter(({ thread }) => thread.id === threadId)
    if (untrack(about)) for (const changed of changes) news.takeChange(changed)
    else isToldMeanwhile ||= changes.length > 0
  })

  return {
    /** Undefined until it has come. */
    title: () => about()?.title,
    isShareable: () => about()?.isShareable === true,
    isMissing,
    /** Somebody has found out that the viewer does not see it any more. */
    markMissing: () => setMissing(true),
    tree: nodes.tree,
    isTreeWhole: nodes.isWhole,
    loadEarlier: () => nodes.loadPage().then(() => {}),
    /** Those whose texts are there. */
    entries: list,
    entryOf: (id: string) => entries.entries().get(id),
    load: entries.load,
    join: news.join,
    error: poll.error,
  }
}

export type Thread = ReturnType<typeof createThread>

const isWithoutStream = (entry: Entry) => !hasEnded(entry.view().status) && entry.position() === null
