import { randomUUID } from 'node:crypto'
import type { ApiClient } from './api-client.ts'
import { mutate } from './mutate.ts'

const threadFields = `id title visibility isMine isPinned isArchived isRenamable space { id } activeLeaf { id } forkedFrom { id }
  generations(first: 50) { edges { node { id } } }`

/** A thread with what it is to whoever looks. */
export interface MarkedThread {
  readonly id: string
  readonly title: string
  readonly visibility: string
  readonly isMine: boolean
  readonly isPinned: boolean
  readonly isArchived: boolean
  readonly isRenamable: boolean
  readonly space: { readonly id: string }
  readonly activeLeaf: { readonly id: string } | null
  readonly forkedFrom: { readonly id: string } | null
  readonly generations: { readonly edges: readonly { readonly node: { readonly id: string } }[] }
}

/** What a change of a thread was answered with. */
export interface ThreadChanged {
  readonly __typename: string
  readonly code?: string
  readonly thread?: MarkedThread
}

function changeThread(api: ApiClient, name: string, input: object): Promise<ThreadChanged> {
  return mutate(api, { name, input, success: `thread { ${threadFields} }` })
}

export const rename = (api: ApiClient, id: string, title: string) => changeThread(api, 'renameThread', { id, title })
export const mark = (api: ApiClient, id: string, marks: object) => changeThread(api, 'markThread', { id, ...marks })
export const fork = (api: ApiClient, generationId: string, more: object = {}) =>
  changeThread(api, 'forkThread', { generationId, idempotencyKey: randomUUID(), ...more })

/** A thread as somebody sees it. */
export async function threadFor(api: ApiClient, id: string): Promise<MarkedThread | null> {
  const document = `query ($id: ID!) { thread(id: $id) { ${threadFields} } }`
  return (await api.query<{ thread: MarkedThread | null }>(document, { id })).thread
}

interface Ids {
  readonly list: { readonly edges: readonly { readonly node: { readonly id: string } }[] }
}

/** The ids on a page of the threads, or the generations, that somebody is told of. */
export async function listed(api: ApiClient, what: 'threads' | 'generations', filter: object): Promise<string[]> {
  const type = what === 'threads' ? 'ThreadFilter' : 'GenerationFilter'
  const document = `query ($filter: ${type}) { list: ${what}(first: 50, filter: $filter) { edges { node { id } } } }`
  return (await api.query<Ids>(document, { filter })).list.edges.map(({ node }) => node.id)
}
