import type {
  ErrorCode,
  EventReason,
  FinishReason,
  GenerationHold,
  GenerationPhase,
  GenerationStatus,
} from '../graphql/generated/graphql.ts'
import { type PlaceToTell, placeWords } from './place-words.ts'

type State = {
  status: GenerationStatus
  phase: GenerationPhase | null
  hold?: GenerationHold | null
  finishReason?: FinishReason | null
  place?: PlaceToTell | null
}

const phaseWords: Partial<Record<GenerationPhase, string>> = {
  CALLING: 'Asking the model',
  THINKING: 'Thinking',
  WRITING: 'Writing',
}

const holdWords: Partial<Record<GenerationHold, string>> = {
  RETRY: 'Waiting to try again',
  PARENT: 'Waiting for the answer before it',
  APPROVAL: 'Waiting for approval',
}

const finishWords: Partial<Record<FinishReason, string>> = {
  STOP: 'Done',
  LENGTH: 'Done, cut at the output limit',
  REFUSAL: 'The model declined',
}

/** A generation's state in words that need no manual; `now` is what a place counts down to. */
export function stateWords({ status, phase, hold, finishReason, place }: State, now: number): string {
  switch (status) {
    case 'QUEUED':
      if (place) return placeWords(place, now)
      return (hold && holdWords[hold]) ?? 'In line'
    case 'RUNNING':
      return (phase && phaseWords[phase]) ?? 'Starting'
    case 'CANCELLING':
      return 'Stopping'
    case 'SUCCEEDED':
      return (finishReason && finishWords[finishReason]) ?? 'Done'
    case 'FAILED':
      return 'Failed'
    case 'CANCELLED':
      return 'Stopped'
    case 'INTERRUPTED':
      return 'Interrupted'
    default:
      return status // of a newer server than this page
  }
}

const reasonWords: Partial<Record<EventReason, string>> = {
  RETRY: 'Trying the model again',
  FALLBACK: 'Moved to another model',
  STALL: 'The model has gone quiet',
  WORKER_LOST: 'The worker was lost, so the answer began anew',
  DRAIN: 'The server restarted, so the answer began anew',
}

/** Why something went otherwise than planned. */
export const noticeWords = (reason: EventReason): string =>
  reasonWords[reason] ?? 'Something went otherwise than planned'

const adviceByCode: Partial<Record<ErrorCode, string>> = {
  PROVIDER_AUTH: "The provider refused the server's key. Whoever runs the server must renew it.",
  PROVIDER_QUOTA: "The account's quota at the provider is used up. Choose another model, or have it raised.",
  MODEL_NOT_FOUND: 'Check the spelling of the model, or choose one from the list.',
  MODEL_UNAVAILABLE: 'Choose another model, or see why its provider cannot be reached in the list of models.',
  CONTEXT_TOO_LONG: 'Shorten the prompt, begin a new thread, or choose a model with a longer context.',
  PROVIDER_REJECTED: 'The provider did not accept the request. Check the parameters.',
  RATE_LIMITED: 'The provider asks for a pause. Start it again in a minute.',
  PROVIDER_OVERLOADED: 'The provider is overloaded. Start it again in a minute, or choose another model.',
  PROVIDER_ERROR: 'The provider failed. Starting again often helps.',
  PROVIDER_UNREACHABLE: 'The server cannot reach the provider. Is it running, and is the network up?',
  TRUNCATED: 'The connection to the provider broke before the end. What came is kept above.',
  MALFORMED_STREAM: 'The provider sent something unreadable. Starting again often helps.',
  CONTENT_FILTERED: "The provider's content filter ended the answer. Rephrase the prompt.",
  FIRST_TOKEN_TIMEOUT: 'The model did not begin in time. Start it again, or choose a faster model.',
  SILENCE_TIMEOUT: 'The model stopped in the middle. What came is kept above.',
  TOTAL_TIMEOUT: 'The answer took longer than allowed. Ask for less at once.',
  PARENT_FAILED: 'The generation that this one follows failed. Start that one again first.',
  WORKER_LOST: 'The server lost it too often. Start it again.',
  UNAVAILABLE: 'The database of the server is away or full. Wait a moment, then send it again.',
  BUDGET_EXCEEDED:
    'Choose a cheaper model, ask for less, or ask whoever administers the budget for more. Nothing that you wrote is lost.',
  FORBIDDEN: 'Ask an owner of the space whether you may.',
  TOO_MANY_REQUESTS: 'Wait a minute, then try again.',
  OVERLOADED: 'Wait a moment, then send it again. Nothing that you wrote is lost.',
  IDEMPOTENCY_CONFLICT: 'Something else was already started under the same key. Send it again.',
  INVALID_INPUT: 'Mend what the message names, then send it again.',
}

/** What a person can do about a failure; null when nothing better than the message can be said. */
export const adviceFor = (code: ErrorCode | null): string | null => (code && adviceByCode[code]) ?? null

/** The first line of a prompt that says anything, at most `limit` characters. */
export function titleOf(prompt: string, limit = 140): string {
  const line = prompt.slice(0, 4_000).trimStart().split('\n', 1)[0]?.trim() ?? ''
  return line.length > limit ? `${line.slice(0, limit - 1)}…` : line || 'Untitled'
}
