import type {
  ErrorCode,
  EventReason,
  FinishReason,
  GenerationHold,
  GenerationPhase,
  GenerationStatus,
} from '../graphql/generated/graphql.ts'
import type { Dictionary } from '../i18n/dictionary.ts'
import { type PlaceToTell, placeWords } from './place-words.ts'

/** The words of this feature, in some language. */
export type GenerationWords = Dictionary['generation']

type State = {
  status: GenerationStatus
  phase: GenerationPhase | null
  hold?: GenerationHold | null
  finishReason?: FinishReason | null
  place?: PlaceToTell | null
}

/** What `words` say for a key; undefined for one of a newer server than this page. */
const wordsFor = (words: Readonly<Record<string, string>>, key: string | null | undefined): string | undefined =>
  key && Object.hasOwn(words, key) ? words[key] : undefined

/** A generation's state in words that need no manual; `now` is what a place counts down to. */
export function stateWords(state: State, now: number, words: GenerationWords): string {
  const { status, phase, hold, finishReason, place } = state
  switch (status) {
    case 'QUEUED':
      if (place) return placeWords(place, now, words)
      return wordsFor(words.holds, hold) ?? words.inLine
    case 'RUNNING':
      return wordsFor(words.phases, phase) ?? words.starting
    case 'CANCELLING':
      return words.stopping
    case 'SUCCEEDED':
      return wordsFor(words.finishes, finishReason) ?? words.done
    case 'FAILED':
      return words.failed
    case 'CANCELLED':
      return words.stopped
    case 'INTERRUPTED':
      return words.interrupted
    default:
      return status
  }
}

/** Why something went otherwise than planned. */
export const noticeWords = (reason: EventReason, words: GenerationWords): string =>
  wordsFor(words.reasons, reason) ?? words.otherwise

/** What a person can do about a failure; null when nothing better than the message can be said. */
export const adviceFor = (code: ErrorCode | null, words: GenerationWords): string | null =>
  wordsFor(words.advice, code) ?? null

/** The first line of a prompt that says anything, at most `limit` characters; `untitled` where none does. */
export function titleOf(prompt: string, untitled: string, limit = 140): string {
  const line = prompt.slice(0, 4_000).trimStart().split('\n', 1)[0]?.trim() ?? ''
  return line.length > limit ? `${line.slice(0, limit - 1)}…` : line || untitled
}
