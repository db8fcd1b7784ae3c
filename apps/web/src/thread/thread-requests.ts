import type { StartRequest } from '../composer/make-starter.ts'
import type { GenerationRow } from '../generation/view.ts'
import type { Api } from '../graphql/api.ts'
import {
  DeleteThreadDocument,
  ForkThreadDocument,
  MarkThreadDocument,
  type MarkThreadInput,
  RenameThreadDocument,
  RunAgainDocument,
  ShareThreadDocument,
  ThreadDocument,
  ThreadSightDocument,
  type ThreadSightFragment,
  ThreadStatusDocument,
  ThreadTreeDocument,
  type ThreadVisibility,
  type TreeNodeFragment,
} from '../graphql/generated/graphql.ts'
import { outcomeOf } from '../graphql/outcome.ts'
import { retryRequest } from './follow-up.ts'
import type { ThreadNode } from './nodes.ts'

/** Who sees a thread, what the viewer is to it, and who is in its space: partners are told of themselves alone. */
export type ThreadSight = ThreadSightFragment

type Page = { id: string; last: number; before: string | null }
type PageInfo = { hasPreviousPage: boolean; startCursor: string | null }

const earlierCursorOf = ({ hasPreviousPage, startCursor }: PageInfo) => (hasPreviousPage ? startCursor : null)

/** A generation as a node of its thread's tree. */
export function toNode(row: TreeNodeFragment, cursor: string | null = null): ThreadNode {
  const { id, parent, model, status, refinement, createdAt } = row
  const parentId = parent?.id ?? null
  // What a refinement is of is its parent.
  return { id, parentId, refinementOf: refinement ? parentId : null, model, status, createdAt, cursor }
}

/** A thread's last `last` generations before a cursor, oldest first, with their output; null for no such thread. */
export async function loadThread(api: Api, page: Page) {
  const { thread } = await api.request(ThreadDocument, page)
  if (!thread) return null
  const { edges } = thread.generations
  return {
    title: thread.title,
    isShareable: thread.isShareable,
    generations: edges.map((edge) => edge.node),
    nodes: edges.map(({ node, cursor }) => toNode(node, cursor)),
  }
}

/** The same as nodes alone, and where those before them are asked for; null for no such thread. */
export async function loadTree(api: Api, page: Page) {
  const { thread } = await api.request(ThreadTreeDocument, page)
  if (!thread) return null
  const { edges, pageInfo } = thread.generations
  return { nodes: edges.map(({ node, cursor }) => toNode(node, cursor)), earlierCursor: earlierCursorOf(pageInfo) }
}

/** The newest without the output, for polling; null when the viewer does not see it any more. */
export async function loadThreadStatus(api: Api, id: string, last: number) {
  const { thread } = await api.request(ThreadStatusDocument, { id, last })
  return thread && thread.generations.edges.map((edge) => edge.node)
}

/** Who sees a thread; null when the viewer does not. Not for those who look through a link. */
export async function loadSight(api: Api, id: string): Promise<ThreadSight | null> {
  return (await api.request(ThreadSightDocument, { id })).thread
}

/** The same start again, with what its row does not say. */
export async function loadRetryRequest(api: Api, row: GenerationRow, threadId: string): Promise<StartRequest> {
  const { generation } = await api.request(RunAgainDocument, { id: row.id })
  const rest = generation && { outputSchema: objectOrNull(generation.outputSchema), priority: generation.priority }
  return { ...retryRequest(row, threadId), ...rest }
}

const objectOrNull = (value: unknown) =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : null

/** Says who sees a thread. */
export const shareThread = (api: Api, input: { id: string; visibility: ThreadVisibility }) =>
  outcomeOf(api.request(ShareThreadDocument, { input }).then((data) => data.shareThread))

/** Calls a thread something else, for everybody who sees it. */
export const renameThread = (api: Api, input: { id: string; title: string }) =>
  outcomeOf(api.request(RenameThreadDocument, { input }).then((data) => data.renameThread))

/** Says what a thread is to the viewer alone. */
export const markThread = (api: Api, input: Omit<MarkThreadInput, 'isSeen'>) =>
  outcomeOf(api.request(MarkThreadDocument, { input }).then((data) => data.markThread))

/** Begins a thread of the viewer's own with copies of all up to a generation; once per `idempotencyKey`. */
export const forkThread = (api: Api, input: { generationId: string; idempotencyKey: string }) =>
  outcomeOf(api.request(ForkThreadDocument, { input }).then((data) => data.forkThread))

/** Deletes a thread with all that is in it, for good. */
export const deleteThread = (api: Api, id: string) =>
  outcomeOf(api.request(DeleteThreadDocument, { input: { id } }).then((data) => data.deleteThread))
