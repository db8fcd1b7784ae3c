import type { GenerationStatus } from '../graphql/generated/graphql.ts'
import { needOf } from './needs.ts'
import type { TrayRow } from './tray-requests.ts'

/** The groups, as they stand below each other. */
export const groupNames = ['needsMe', 'inLine', 'running', 'done', 'failed', 'older'] as const
export type GroupName = (typeof groupNames)[number]

/** What was looked at stays among the new for so long after its end. */
const newMs = 24 * 60 * 60_000

/** The group of a status. What was stopped or interrupted stands with the failed, and says what it is. */
function groupOfStatus(status: GenerationStatus): GroupName {
  switch (status) {
    case 'QUEUED':
      return 'inLine'
    case 'SUCCEEDED':
      return 'done'
    case 'FAILED':
    case 'CANCELLED':
    case 'INTERRUPTED':
      return 'failed'
    default:
      return 'running'
  }
}

/** Groups that are asked for by status: there it does not count how old something is, or what it waits for. */
export const isByStatus = (group: GroupName | null) => group === 'done' || group === 'failed'

/** Whether something that has ended may stand in a group; null for the whole tray. */
export const mayHoldEnded = (group: GroupName | null) => group !== 'inLine' && group !== 'running'

function groupOf(row: TrayRow, now: number): GroupName {
  if (needOf(row)) return 'needsMe'
  const isOld = row.endedAt !== null && !row.isUnread && now - Date.parse(row.endedAt) > newMs
  return isOld ? 'older' : groupOfStatus(row.status)
}

const descending = (a: string, b: string) => (a < b ? 1 : a > b ? -1 : 0)
const placeOf = ({ hold, queue }: TrayRow) => (hold === null ? (queue?.position ?? Infinity) : Infinity)

/** By place; what has none yet comes last, in the order in which it was started. */
function byPlace(a: TrayRow, b: TrayRow): number {
  const [first, second] = [placeOf(a), placeOf(b)]
  return first === second ? descending(b.createdAt, a.createdAt) : first - second
}

/** What was not looked at first, then what ended last. */
const byNews = (a: TrayRow, b: TrayRow) =>
  Number(b.isUnread) - Number(a.isUnread) || descending(a.endedAt ?? '', b.endedAt ?? '')

const orders: Partial<Record<GroupName, (a: TrayRow, b: TrayRow) => number>> = {
  inLine: byPlace,
  done: byNews,
  failed: byNews,
}

type Grouping = { now: number; chosen: GroupName | null }

export type Groups = Record<GroupName, readonly string[]>

/** The ids of each group in their order; `rows` come newest first, and each once. */
export function groupRows(rows: readonly TrayRow[], { now, chosen }: Grouping): Groups {
  const groups: Record<GroupName, TrayRow[]> = {
    needsMe: [],
    inLine: [],
    running: [],
    done: [],
    failed: [],
    older: [],
  }
  for (const row of rows) groups[isByStatus(chosen) ? groupOfStatus(row.status) : groupOf(row, now)].push(row)
  const idsOf = (name: GroupName) => groups[name].toSorted(orders[name] ?? (() => 0)).map(({ id }) => id)
  return {
    needsMe: idsOf('needsMe'),
    inLine: idsOf('inLine'),
    running: idsOf('running'),
    done: idsOf('done'),
    failed: idsOf('failed'),
    older: idsOf('older'),
  }
}
