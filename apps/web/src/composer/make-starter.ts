import type { StartGenerationInput } from '../graphql/generated/graphql.ts'
import { mayHaveBeenDone } from '../graphql/outcome.ts'
import type { StartOutcome } from './composer-requests.ts'

export type StartRequest = Omit<StartGenerationInput, 'idempotencyKey'>

type StarterPorts = {
  send: (input: StartGenerationInput) => Promise<StartOutcome>
  makeKey: () => string
  wait: (ms: number) => Promise<void>
}

/** Pauses before the same start is sent again because nothing answered. */
const retryPausesMs = [500, 2_000, 5_000]

/**
 * Starts generations so that one intention starts one generation: a request without an answer is sent again under its
 * key, and so is the same request sent again by hand after that. An answer, of either kind, ends the intention.
 */
export function makeStarter(ports: StarterPorts) {
  const unanswered = new Map<string, string>()
  return async (request: StartRequest): Promise<StartOutcome> => {
    const intention = JSON.stringify(request)
    const idempotencyKey = unanswered.get(intention) ?? ports.makeKey()
    unanswered.delete(intention)
    const input = { ...request, idempotencyKey }
    let outcome = await ports.send(input)
    for (const pauseMs of retryPausesMs) {
      if (hasAnswer(outcome)) return outcome
      await ports.wait(pauseMs)
      outcome = await ports.send(input)
    }
    if (!hasAnswer(outcome)) unanswered.set(intention, idempotencyKey)
    return outcome
  }
}

const hasAnswer = (outcome: StartOutcome) => 'started' in outcome || !mayHaveBeenDone(outcome.refused)
