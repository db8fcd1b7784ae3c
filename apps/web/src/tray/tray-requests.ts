import type { ChangedGeneration } from '../activity/changed.ts'
import type { Api } from '../graphql/api.ts'
import {
  ArchiveThreadDocument,
  type GenerationFilter,
  type GenerationStatus,
  MoveInLineDocument,
  TrayDocument,
  TrayMoreDocument,
  TrayOneDocument,
  type TrayPageFragment,
  type TrayRowFragment,
} from '../graphql/generated/graphql.ts'
import { outcomeOf } from '../graphql/outcome.ts'
import type { GroupName } from './groups.ts'
import type { Fresh } from './pages.ts'

export type TrayRow = TrayRowFragment

/** What the tray is narrowed to; null does not narrow. */
export type TrayFilter = {
  group: GroupName | null
  label: string | null
  space: string | null
  model: string | null
  text: string
  isArchived: boolean
}

const active: GenerationStatus[] = ['QUEUED', 'RUNNING', 'CANCELLING']
const unsuccessful: GenerationStatus[] = ['FAILED', 'CANCELLED', 'INTERRUPTED']
const ended: GenerationStatus[] = ['SUCCEEDED', ...unsuccessful]

/** What a group is alone interested in of what has ended. */
const endedOf: Partial<Record<GroupName, GenerationStatus[]>> = { done: ['SUCCEEDED'], failed: unsuccessful }

const pageSize = 50
const activePageSize = 100
/** So many pages of what goes on are asked for, one after the other: it is all shown, for none may be lost of sight. */
const activePages = 10

function filterOf({ label, space, model, text, isArchived }: TrayFilter): GenerationFilter {
  return { label, spaceId: space, model, text: text || null, isArchived }
}
const endedFilter = (filter: TrayFilter): GenerationFilter => ({
  ...filterOf(filter),
  status: (filter.group && endedOf[filter.group]) ?? ended,
})

const rowsOf = (page: TrayPageFragment): TrayRow[] => page.edges.map((edge) => edge.node)
const cursorOf = ({ pageInfo }: TrayPageFragment) => (pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null)

/** All that waits or runs, and the newest of what has ended; newest first. */
export async function loadTray(api: Api, filter: TrayFilter): Promise<Fresh> {
  const activeFilter = { ...filterOf(filter), status: active }
  const data = await api.request(TrayDocument, { active: activeFilter, ended: endedFilter(filter), recent: pageSize })
  const rows = rowsOf(data.active)
  let after = cursorOf(data.active)
  for (let page = 1; after !== null && page < activePages; page += 1) {
    const more = await api.request(TrayMoreDocument, { filter: activeFilter, first: activePageSize, after })
    rows.push(...rowsOf(more.generations))
    after = cursorOf(more.generations)
  }
  const cursor = cursorOf(data.ended)
  return { active: rows, ended: rowsOf(data.ended), hasMore: cursor !== null, cursor }
}

/** The next of what has ended, after a cursor. */
export async function loadMoreOfTray(api: Api, filter: TrayFilter, after: string) {
  const { generations } = await api.request(TrayMoreDocument, {
    filter: endedFilter(filter),
    first: activePageSize,
    after,
  })
  return { rows: rowsOf(generations), cursor: cursorOf(generations) }
}

/** One row; null when there is none that the viewer may see. */
export async function loadTrayRow(api: Api, id: string): Promise<TrayRow | null> {
  return (await api.request(TrayOneDocument, { id })).generation
}

/** Gives something in line another place, before another one or with null at the end. */
export const moveInLine = (api: Api, id: string, before: string | null) =>
  outcomeOf(api.request(MoveInLineDocument, { input: { id, before } }).then((data) => data.moveInLine))

/** Takes a thread out of the viewer's sight, or back into it. */
export const archiveThread = (api: Api, id: string, isArchived: boolean) =>
  outcomeOf(api.request(ArchiveThreadDocument, { input: { id, isArchived } }).then((data) => data.markThread))

/** The row of a generation that has changed. */
export function toTrayRow(changed: ChangedGeneration): TrayRow {
  const { id, title, model, status, phase, hold, queue, labels, createdAt, startedAt, endedAt } = changed
  const { finishReason, error, isUnread, refinement, thread } = changed
  return {
    id,
    title,
    model,
    status,
    phase,
    hold,
    queue,
    labels,
    createdAt,
    startedAt,
    endedAt,
    finishReason,
    error,
    isUnread,
    refinement,
    thread,
  }
}
