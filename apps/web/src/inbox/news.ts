import type { ActivityEvent } from '@sluice/client'
import { type ChangedGeneration, workIn } from '../activity/changed.ts'

/** What ended longer ago was not missed just now: the inbox has it. */
const newsMs = 2 * 60_000

/** What has just ended and was not looked at. A change may be told twice: whoever acts on it remembers. */
export function endedIn(event: ActivityEvent): ChangedGeneration[] {
  const at = Date.parse(event.at)
  return workIn(event).filter(
    ({ isUnread, endedAt }) => isUnread && endedAt !== null && at - Date.parse(endedAt) < newsMs,
  )
}

/** Remembers the last `limit` of what it was given; answers whether something is new to it. */
export function makeMemory(limit = 500) {
  const known = new Set<string>()
  return (id: string): boolean => {
    if (known.has(id)) return false
    known.add(id)
    const [oldest] = known
    if (known.size > limit && oldest !== undefined) known.delete(oldest)
    return true
  }
}

/** A number beside a sign: empty for none, "99+" where more were not counted. */
export function countOf(count: number, hasMore: boolean): string {
  if (count === 0) return ''
  return hasMore || count > 99 ? '99+' : String(count)
}
