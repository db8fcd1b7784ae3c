import { randomUUID } from 'node:crypto'
import type { ApiClient } from './api-client.ts'
import { mutate } from './mutate.ts'

/** A generation as it was revised, and what it rewrites. */
export interface Refined {
  readonly id: string
  readonly text: string
  readonly currentText: string
  readonly revisions: readonly {
    readonly id: string
    readonly number: number
    readonly text: string
    readonly start: number
    readonly end: number
    readonly replaced: string
    readonly replacement: string
    readonly instruction: string | null
    readonly source: { readonly id: string } | null
    readonly author: string
    readonly isMine: boolean
  }[]
  readonly refinement: {
    readonly of: { readonly id: string }
    readonly revision: number
    readonly start: number
    readonly end: number
    readonly quote: string
    readonly instruction: string
    readonly state: string
  } | null
}

/** What one of the mutations answered. */
export interface RefineAnswer {
  readonly __typename: string
  readonly code?: string
  readonly path?: string
  readonly generation?: Refined
}

const fields = `id text currentText revisions { id number text start end replaced replacement instruction source { id } author isMine }
  refinement { of { id } revision start end quote instruction state }`

const change = (api: ApiClient, name: string, input: object): Promise<RefineAnswer> =>
  mutate(api, { name, input, success: `generation { ${fields} }`, saysPath: name !== 'refuseRefinement' })

/** Where a piece of a text stands. */
export function spanOf(text: string, quote: string): { start: number; end: number; quote: string } {
  const start = text.indexOf(quote)
  return { start, end: start + quote.length, quote }
}

export function refineSpan(api: ApiClient, input: object): Promise<RefineAnswer> {
  return change(api, 'refineSpan', { revision: 0, model: 'openai:fake-model', idempotencyKey: randomUUID(), ...input })
}

export function revise(api: ApiClient, input: object): Promise<RefineAnswer> {
  return change(api, 'reviseGeneration', { after: 0, ...input })
}

export function refuse(api: ApiClient, id: string): Promise<RefineAnswer> {
  return change(api, 'refuseRefinement', { id })
}

export function undo(api: ApiClient, generationId: string, number: number): Promise<RefineAnswer> {
  return change(api, 'undoRevision', { generationId, number })
}

export async function refined(api: ApiClient, id: string): Promise<Refined | null> {
  const document = `query ($id: ID!) { generation(id: $id) { ${fields} } }`
  return (await api.query<{ generation: Refined | null }>(document, { id })).generation
}
