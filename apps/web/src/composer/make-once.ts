import { mayHaveBeenDone, type Outcome } from '../graphql/outcome.ts'
import { makeIdempotencyKey } from './idempotency-key.ts'

/** Sends the same input under the same key until it is known what came of it, so that asking again does nothing twice. */
export function makeOnce<Input, Done>(send: (input: Input, idempotencyKey: string) => Promise<Outcome<Done>>) {
  const unanswered = new Map<string, string>()
  return async (input: Input): Promise<Outcome<Done>> => {
    const intention = JSON.stringify(input)
    const idempotencyKey = unanswered.get(intention) ?? makeIdempotencyKey()
    unanswered.set(intention, idempotencyKey)
    const outcome = await send(input, idempotencyKey)
    if ('done' in outcome || !mayHaveBeenDone(outcome.refused)) unanswered.delete(intention)
    return outcome
  }
}
