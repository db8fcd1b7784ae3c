import { hasEnded } from '@sluice/client'
import type { ChangedGeneration } from '../activity/changed.ts'
import type { Entry } from '../generation/create-entry.ts'
import { loadGeneration } from '../generation/generation-requests.ts'
import type { GenerationRow } from '../generation/view.ts'
import type { Api } from '../graphql/api.ts'
import type { createEntries } from './create-entries.ts'
import type { createNodes } from './create-nodes.ts'
import { toNode } from './thread-requests.ts'

type Known = { nodes: ReturnType<typeof createNodes>; entries: ReturnType<typeof createEntries> }

/** Takes over what is learnt of the generations of a thread after they have come. */
export function createNews(api: Api, { nodes, entries }: Known) {
  /** One that is new in the thread, or not known yet. */
  const join = async (id: string) => {
    const row = await entries.loadOne(id)
    if (row) nodes.add([toNode(row)])
  }
  /** False when it may not be seen any more. */
  const reload = async (entry: Entry) => {
    const row = await loadGeneration(api, entry.id)
    if (row && !isStreamed(entry)) entry.load(row)
    return row !== null
  }
  const takeRow = async (row: GenerationRow) => {
    const entry = entries.entries().get(row.id)
    nodes.change(row.id, row)
    if (!entry) return nodes.tree().knows(row.id) ? undefined : join(row.id)
    const isBehind = row.cursor !== entry.row().cursor || row.status !== entry.view().status
    if (isBehind && !isStreamed(entry)) await reload(entry)
    else entry.changeRow(row)
  }
  return {
    join,
    reload,
    /** Rows as they were asked for. */
    takeRows: async (rows: readonly GenerationRow[], signal: AbortSignal) => {
      for (const row of rows) if (!signal.aborted) await takeRow(row)
    },
    /** What was told of one. */
    takeChange: (changed: ChangedGeneration) => {
      const entry = entries.entries().get(changed.id)
      nodes.change(changed.id, changed)
      // The texts that a row's cursor speaks of come by events.
      const { cursor: _, ...row } = changed
      if (entry) entry.changeRow(row)
      else if (!nodes.tree().knows(changed.id)) void join(changed.id).catch(() => {})
    },
  }
}

const isStreamed = (entry: Entry) => !hasEnded(entry.view().status) && entry.position() !== null
