import type { Api } from '../graphql/api.ts'
import { outcomeOf } from '../graphql/outcome.ts'
import { ProvenanceDocument, type ProvenanceQuery } from './generated/graphql.ts'

/** Where an answer comes from: what the model was sent, and what happened. */
export type Provenance = NonNullable<ProvenanceQuery['generation']>
export type EventRow = Provenance['events'][number]

/** Where an answer comes from. */
export const loadProvenance = (api: Api, id: string) =>
  outcomeOf(
    api.request(ProvenanceDocument, { id }).then((data) => ({
      sentMessages: data.generation?.sentMessages ?? [],
      events: data.generation?.events ?? [],
    })),
  )
