import { batch, createSignal } from 'solid-js'
import { useApi } from '../graphql/api.ts'
import { createRows } from './create-rows.ts'
import { noPages, planRefresh } from './pages.ts'
import { isNarrowed } from './tray-filter.ts'
import { loadMoreOfTray, loadTray, loadTrayRow, type TrayFilter, type TrayRow } from './tray-requests.ts'

/** Each is a request of its own. */
const askedSingly = 20

/** What is known of the tray: what the server listed, page by page, and what was told since. */
export function createListing(initial: TrayFilter) {
  const api = useApi()
  const rows = createRows()
  const [pages, setPages] = createSignal(noPages)
  const [isLoaded, setLoaded] = createSignal(false)
  const [isLoadingMore, setLoadingMore] = createSignal(false)
  /** What was told while the list was on its way may be newer than the list. */
  let toldMeanwhile: TrayRow[] = []
  let shown = initial
  const isShown = (row: TrayRow) =>
    row.thread.isArchived === shown.isArchived && (rows.has(row.id) || !isNarrowed(shown))

  /** Asks for all that goes on and the newest of what has ended, and makes it fit what is known. */
  const load = async (wanted: TrayFilter, signal: AbortSignal) => {
    toldMeanwhile = []
    const fresh = await loadTray(api, wanted)
    if (signal.aborted) return
    const ids = wanted === shown ? planRefresh(rows.all(), pages(), fresh).ask.slice(0, askedSingly) : []
    const asked = await Promise.all(ids.map((id) => loadTrayRow(api, id)))
    if (signal.aborted) return
    batch(() => {
      if (wanted !== shown) rows.clear()
      const plan = planRefresh(rows.all(), wanted === shown ? pages() : noPages, fresh)
      shown = wanted
      rows.drop([...plan.drop, ...ids.filter((_, index) => asked[index] === null)])
      for (const row of [...fresh.ended, ...fresh.active, ...asked]) if (row) rows.put(row)
      for (const row of toldMeanwhile) if (isShown(row)) rows.put(row)
      setPages(plan.pages)
      setLoaded(true)
    })
  }
  const loadMore = async () => {
    const { cursor } = pages()
    const wanted = shown
    if (cursor === null || isLoadingMore()) return
    setLoadingMore(true)
    try {
      const more = await loadMoreOfTray(api, wanted, cursor)
      if (wanted !== shown || pages().cursor !== cursor) return
      batch(() => {
        for (const row of more.rows) if (!rows.has(row.id)) rows.put(row)
        setPages((known) => ({ ...known, cursor: more.cursor, hasMore: more.cursor !== null }))
      })
    } finally {
      setLoadingMore(false)
    }
  }
  /** Takes over what was told of one. False when the server alone can say whether it belongs here. */
  const take = (row: TrayRow): boolean => {
    toldMeanwhile.push(row)
    if (!isLoaded()) return true
    if (isShown(row)) rows.put(row)
    else if (row.thread.isArchived !== shown.isArchived) rows.drop([row.id])
    else return false
    return true
  }
  return { rows, isLoaded, load, take, loadMore, isLoadingMore, hasMore: () => pages().hasMore }
}
