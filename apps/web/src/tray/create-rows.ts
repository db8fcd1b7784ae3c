import { batch, createMemo, createSignal, untrack } from 'solid-js'
import { createStore, reconcile, type SetStoreFunction, unwrap } from 'solid-js/store'
import type { TrayRow } from './tray-requests.ts'

type Held = { row: TrayRow; plain: TrayRow; set: SetStoreFunction<TrayRow> }

const newestFirst = (a: TrayRow, b: TrayRow) =>
  a.createdAt === b.createdAt ? (a.id < b.id ? 1 : -1) : a.createdAt < b.createdAt ? 1 : -1

/** Changes that the server is only asked for. */
function makeAhead() {
  const changes = new Set<() => void>()
  let isShowing = false
  const showAll = () => {
    if (isShowing) return // by what one of them changes
    isShowing = true
    for (const show of changes) show()
    isShowing = false
  }
  return {
    showAll,
    /** Shows a change, over all that the server tells, until it is let go. Answers how. */
    keep(show: () => void) {
      changes.add(show)
      batch(showAll)
      return () => void changes.delete(show)
    },
  }
}

/**
 * The rows that are known, each once and by its id. A row that changes keeps its object, so that its line keeps the focus.
 * Whoever sorts thousands of them reads `all`: plain objects, with one signal for the lot.
 */
export function createRows() {
  const held = new Map<string, Held>()
  const [version, setVersion] = createSignal(0)
  const all = createMemo(() => {
    version()
    return Array.from(held.values(), ({ plain }) => plain).toSorted(newestFirst)
  })
  const hold = (row: TrayRow) => {
    const known = held.get(row.id)
    if (known) known.set(reconcile(row))
    else {
      const [kept, set] = createStore({ ...row })
      held.set(row.id, { row: kept, plain: unwrap(kept), set })
    }
    setVersion((n) => n + 1)
  }
  const ahead = makeAhead()
  const put = (row: TrayRow) =>
    batch(() => {
      hold(row)
      ahead.showAll()
    })
  const drop = (ids: readonly string[]) => {
    for (const id of ids) held.delete(id)
    if (ids.length > 0) setVersion((n) => n + 1)
  }
  return {
    /** All of them as plain objects, newest first; as an array it is new with every change. */
    all,
    /** One of them, to be drawn. Its fields are reactive, and so is which object it is. */
    get(id: string) {
      version()
      return held.get(id)?.row
    },
    has(id: string) {
      version()
      return held.has(id)
    },
    put,
    keepShown: ahead.keep,
    /** Changes some of a row. */
    change(id: string, change: Partial<TrayRow>) {
      const known = held.get(id)
      if (known) put({ ...known.plain, ...change })
    },
    drop,
    /** Drops some. Answers how those of them come back that have not come by themselves. */
    withdraw(isMeant: (row: TrayRow) => boolean) {
      const rows = untrack(all).filter(isMeant)
      drop(rows.map(({ id }) => id))
      return () =>
        batch(() => {
          for (const row of rows) if (!held.has(row.id)) put(row)
        })
    },
    clear() {
      held.clear()
      setVersion((n) => n + 1)
    },
  }
}
