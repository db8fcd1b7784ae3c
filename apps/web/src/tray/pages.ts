import type { TrayRow } from './tray-requests.ts'

type Known = Pick<TrayRow, 'id' | 'createdAt' | 'endedAt'>

/** One answer: all that waits or runs, and the newest of what has ended, both newest first. */
export type Fresh<Row extends Known = TrayRow> = {
  active: readonly Row[]
  ended: readonly Row[]
  hasMore: boolean
  cursor: string | null
}

/** How far down the list of what has ended is known without a gap. */
export type Pages = { newest: string; cursor: string | null; hasMore: boolean }

export const noPages: Pages = { newest: '', cursor: null, hasMore: false }

export type Plan = {
  /** Not there any more: deleted, archived, or beyond a gap. */
  drop: string[]
  /** Was active and is in neither list: it has ended, further down than the answer reaches, or it is gone. */
  ask: string[]
  pages: Pages
}

/**
 * What a fresh answer makes of the rows that are known. The pages that were loaded below it stay, unless so much has ended
 * meanwhile that the answer does not reach down to them: then they are loaded anew from there.
 */
export function planRefresh(known: readonly Known[], before: Pages, fresh: Fresh<Known>): Plan {
  const listed = new Set([...fresh.active, ...fresh.ended].map(({ id }) => id))
  const unlisted = known.filter(({ id }) => !listed.has(id))
  const oldest = fresh.hasMore ? (fresh.ended.at(-1)?.createdAt ?? '') : ''
  const hasGap = oldest > before.newest
  const isGone = (row: Known) => hasGap || row.createdAt >= oldest
  return {
    drop: unlisted.filter((row) => row.endedAt !== null && isGone(row)).map(({ id }) => id),
    ask: unlisted.filter((row) => row.endedAt === null).map(({ id }) => id),
    pages: {
      newest: fresh.ended[0]?.createdAt ?? before.newest,
      ...(hasGap || !fresh.hasMore
        ? { cursor: fresh.cursor, hasMore: fresh.hasMore }
        : { cursor: before.cursor, hasMore: before.hasMore }),
    },
  }
}
