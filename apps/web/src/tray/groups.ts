import type { GenerationStatus } from '../graphql/generated/graphql.ts'
import type { TrayRow } from './tray-requests.ts'

export const groupNames = ['In line', 'Running', 'Done', 'Failed'] as const
export type GroupName = (typeof groupNames)[number]

/** The group of a status. What was stopped or interrupted stands with the failed, and says what it is. */
function groupOf(status: GenerationStatus): GroupName {
  switch (status) {
    case 'QUEUED':
      return 'In line'
    case 'SUCCEEDED':
      return 'Done'
    case 'FAILED':
    case 'CANCELLED':
    case 'INTERRUPTED':
      return 'Failed'
    default:
      return 'Running'
  }
}

/** A generation can be in both lists of one answer, when it ended in between; the later knowledge wins. */
export function groupRows(rows: readonly TrayRow[], label: string | null): Record<GroupName, TrayRow[]> {
  const groups: Record<GroupName, TrayRow[]> = { 'In line': [], Running: [], Done: [], Failed: [] }
  const seen = new Set<string>()
  for (const row of rows.toReversed()) {
    if (seen.has(row.id) || (label !== null && !row.labels.includes(label))) continue
    seen.add(row.id)
    groups[groupOf(row.status)].unshift(row)
  }
  return groups
}
