import type { GenerationStatus } from '../graphql/generated/graphql.ts'
import type { TreeNode } from './tree.ts'

/** A generation of a thread without its texts. */
export type ThreadNode = TreeNode & {
  readonly model: string
  readonly status: GenerationStatus
  readonly createdAt: string
  /** Its place in the list of the thread's generations; null when it was not learnt from that. */
  readonly cursor: string | null
}

/** Both lists as one, oldest first, each once; what `added` says of one holds. */
export function merge(known: readonly ThreadNode[], added: readonly ThreadNode[]): readonly ThreadNode[] {
  const all = new Map(known.map((node) => [node.id, node]))
  for (const node of added) all.set(node.id, { ...node, cursor: node.cursor ?? all.get(node.id)?.cursor ?? null })
  // The sort is stable, so those of one moment stay as the server has them.
  return [...all.values()].toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0))
}

/** What to ask for next: a page that ends before a place (null: the newest), or one by its id. */
export type Batch = { readonly last: number; readonly before: string | null } | { readonly id: string }

/** A page brings others along; for fewer than this they are asked for one by one. */
const worthAPage = 3

/**
 * How to come by the texts of the newest of `wanted` and those near it. Null when none of them is known.
 *
 * @param nodes - oldest first
 */
export function nextBatch(nodes: readonly ThreadNode[], wanted: ReadonlySet<string>, size: number): Batch | null {
  const newest = nodes.findLastIndex((node) => wanted.has(node.id))
  const found = nodes[newest]
  if (!found) return null
  const from = Math.max(0, newest - size + 1)
  const page = nodes.slice(from, newest + 1)
  const after = nodes[newest + 1]
  const isPage = page.filter((node) => wanted.has(node.id)).length >= worthAPage && after?.cursor !== null
  if (!isPage) return { id: found.id }
  const oldest = page.findIndex((node) => wanted.has(node.id))
  return { last: page.length - oldest, before: after?.cursor ?? null }
}
