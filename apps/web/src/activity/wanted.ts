import type { Opened, Position } from '@sluice/client'

/** The server opens no more for one stream. */
const openLimit = 20

/** From where events are asked for; null asks for all that there is. */
type Asked = Position | null

function earlier(a: Asked | undefined, b: Asked): Asked {
  if (a === undefined) return b
  if (a === null || b === null) return null
  return a.seq < b.seq ? a : b
}

type Wants = { readonly isVisible: boolean; readonly ids: readonly string[] }

/** What all tabs together want to have open. Tabs in sight come first, and of those the one that spoke last. */
export function makeWanted(limit = openLimit) {
  const tabs = new Map<string, Wants>()
  const asked = new Map<string, Asked>()

  const idsInOrder = () => {
    const newestFirst = [...tabs.values()].toReversed()
    const wants = [true, false].flatMap((inSight) => newestFirst.filter(({ isVisible }) => isVisible === inSight))
    return [...new Set(wants.flatMap(({ ids }) => ids))]
  }

  return {
    take(tab: string, isVisible: boolean, open: readonly Opened[]) {
      tabs.delete(tab)
      tabs.set(tab, { isVisible, ids: open.map(({ id }) => id) })
      for (const { id, after } of open) if (after !== undefined) asked.set(id, earlier(asked.get(id), after))
    },
    drop(tab: string) {
      tabs.delete(tab)
    },
    /** Forgets the tabs that are there no more. Answers whether there were any. */
    keepOnly(isThere: (tab: string) => boolean): boolean {
      const gone = [...tabs.keys()].filter((tab) => !isThere(tab))
      for (const tab of gone) tabs.delete(tab)
      return gone.length > 0
    },
    /** What to open. What was asked for is then taken care of: the next call says "as it stands" of it. */
    next(): Opened[] {
      const ids = idsInOrder()
      for (const id of asked.keys()) if (!ids.includes(id)) asked.delete(id)
      return ids.slice(0, limit).map((id) => {
        const after = asked.get(id)
        asked.delete(id)
        return after === undefined ? { id } : { id, after }
      })
    },
  }
}
