import { type Accessor, createMemo } from 'solid-js'
import { useInbox } from '../inbox/create-inbox.tsx'
import { useNow } from '../ui/clock.tsx'
import type { Tray } from './create-tray.ts'
import { type GroupName, groupNames, groupRows, isByStatus } from './groups.ts'

const minuteMs = 60_000
/** Of these the server may have more than is loaded. */
const paged: ReadonlySet<GroupName> = new Set(['done', 'failed', 'older'])

/** The rows of a tray by group, and what is to be said of how many there are. */
export function createGroups(tray: Tray, chosen: Accessor<GroupName | null>) {
  const inbox = useInbox()
  const now = useNow()
  const minute = createMemo(() => Math.floor(now() / minuteMs) * minuteMs)
  const groups = createMemo(() => groupRows(tray.rows.all(), { now: minute(), chosen: chosen() }))

  const countOf = (name: GroupName): string => {
    if (isByStatus(chosen()) && name !== chosen()) return '' // the others are not asked for
    const others = name === 'needsMe' ? inbox.approvals().filter(({ id }) => !tray.rows.has(id)).length : 0
    const count = groups()[name].length + others
    return count === 0 ? '' : `${count}${paged.has(name) && tray.hasMore() ? '+' : ''}`
  }
  const counts = createMemo(
    () => Object.fromEntries(groupNames.map((name) => [name, countOf(name)])) as Record<GroupName, string>,
  )
  return { groups, counts }
}
