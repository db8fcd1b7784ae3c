import { batch, createSignal, untrack } from 'solid-js'
import { useApi } from '../graphql/api.ts'
import { createRows } from './create-rows.ts'
import { noPages, planRefresh } from './pages.ts'
import { makeToldMeanwhile } from './told-meanwhile.ts'
import { isNarrowed } from './tray-filter.ts'
import { loadMoreOfTray, loadTray, loadTrayRow, type TrayFilter, type TrayRow } from './tray-requests.ts'

/** Each is a request of its own. */
const askedSingly = 20

/** Takes over what was told of a row. False when the server alone can say whether it belongs among `rows`. */
function settle(rows: ReturnType<typeof createRows>, row: TrayRow, shown: TrayFilter): boolean {
  if (row.thread.isArchived !== shown.isArchived) rows.drop([row.id])
  else if (rows.has(row.id) || !isNarrowed(shown)) rows.put(row)
  else return false
  return true
}

/** Runs one at a time: whoever asks for another meanwhile is handed the one that is under way. */
function createSingle(run: () => Promise<void>) {
  const [running, setRunning] = createSignal<Promise<void> | null>(null)
  const start = () => {
    const one = untrack(running) ?? run().finally(() => setRunning(null))
    void setRunning(one)
    return one
  }
  return { start, isRunning: () => running() !== null }
}

/** What is known of the tray: what the server listed, page by page, and what was told since. */
export function createListing(initial: TrayFilter) {
  const api = useApi()
  const rows = createRows()
  const [pages, setPages] = createSignal(noPages)
  const [isLoaded, setLoaded] = createSignal(false)
  const meanwhile = makeToldMeanwhile<TrayRow>()
  let shown = initial

  /**
   * Asks for all that goes on and the newest of what has ended, and makes it fit what is known. False when something was told
   * meanwhile of which only another list shows whether it belongs here.
   */
  const load = async (wanted: TrayFilter, signal: AbortSignal): Promise<boolean> => {
    const { told, end } = meanwhile.begin()
    try {
      const fresh = await loadTray(api, wanted)
      if (signal.aborted) return true
      const ids = wanted === shown ? planRefresh(rows.all(), pages(), fresh).ask.slice(0, askedSingly) : []
      const asked = await Promise.all(ids.map((id) => loadTrayRow(api, id)))
      if (signal.aborted) return true
      return batch(() => {
        if (wanted !== shown) rows.clear()
        const plan = planRefresh(rows.all(), wanted === shown ? pages() : noPages, fresh)
        shown = wanted
        rows.drop([...plan.drop, ...ids.filter((_, index) => asked[index] === null)])
        for (const row of [...fresh.ended, ...fresh.active, ...asked]) if (row) rows.put(row)
        setPages(plan.pages)
        setLoaded(true)
        return !told.map((row) => settle(rows, row, shown)).includes(false)
      })
    } finally {
      end()
    }
  }
  const older = createSingle(async () => {
    const { cursor } = pages()
    const wanted = shown
    if (cursor === null) return
    const { told, end } = meanwhile.begin()
    try {
      const more = await loadMoreOfTray(api, wanted, cursor)
      if (wanted !== shown || pages().cursor !== cursor) return
      batch(() => {
        for (const row of more.rows) if (!rows.has(row.id)) rows.put(row)
        for (const row of told) settle(rows, row, shown)
        setPages((known) => ({ ...known, cursor: more.cursor, hasMore: more.cursor !== null }))
      })
    } finally {
      end()
    }
  })
  /** What was told of one. False when only a new list shows whether it belongs here. */
  const take = (row: TrayRow): boolean => {
    meanwhile.tell(row)
    return !isLoaded() || settle(rows, row, shown)
  }
  /** Takes the rows of a thread away before the server has. Answers how they come back, wherever they stood in the list. */
  const withdraw = (threadId: string) => {
    const from = shown
    const putBack = rows.withdraw(({ thread }) => thread.id === threadId)
    return () => void (shown === from && putBack())
  }
  const hasMore = () => pages().hasMore
  return { rows, isLoaded, load, take, withdraw, loadMore: older.start, isLoadingMore: older.isRunning, hasMore }
}
