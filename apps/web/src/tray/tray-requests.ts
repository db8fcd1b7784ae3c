import type { ChangedGeneration } from '../activity/changed.ts'
import type { Api } from '../graphql/api.ts'
import { type GenerationStatus, TrayDocument, type TrayRowFragment } from '../graphql/generated/graphql.ts'

export type TrayRow = TrayRowFragment

const active: GenerationStatus[] = ['QUEUED', 'RUNNING', 'CANCELLING']
const ended: GenerationStatus[] = ['SUCCEEDED', 'FAILED', 'CANCELLED', 'INTERRUPTED']

/** All that waits or runs, and the newest `recent` of what has ended; newest first. */
export async function loadTray(api: Api, recent: number) {
  const data = await api.request(TrayDocument, { recent, active, ended })
  return {
    rows: [...data.active.edges, ...data.ended.edges].map((edge) => edge.node),
    hasMore: data.ended.pageInfo.hasNextPage,
  }
}

/** The row of a generation that has changed. */
export function toTrayRow(changed: ChangedGeneration): TrayRow {
  const { id, title, model, status, phase, hold, queue, labels, createdAt, startedAt, endedAt } = changed
  const { finishReason, error, thread } = changed
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
    thread,
  }
}
