import type { PlaceFieldsFragment } from '../graphql/generated/graphql.ts'
import type { Dictionary } from '../i18n/dictionary.ts'
import { formatDuration } from './measures.ts'

type Words = Dictionary['generation']

/** A place in line; `at` is when it was told, if that is known. */
export type PlaceToTell = PlaceFieldsFragment & { at?: string }

/** Nobody knows the seconds of a quarter of an hour. */
function roughly(ms: number): string {
  const step = ms < 20_000 ? 1_000 : ms < 120_000 ? 5_000 : 30_000
  return formatDuration(Math.max(step, Math.round(ms / step) * step))
}

/** How long yet until a moment that was known when the place was told. */
function leftMs({ etaMs, at }: PlaceToTell, now: number): number | null {
  if (etaMs === null) return null
  return at === undefined ? etaMs : etaMs - Math.max(0, now - Date.parse(at))
}

const inTime = (ms: number | null, words: Words) =>
  ms !== null && ms >= 500 ? words.inATime(formatDuration(ms)) : words.inAMoment
const withEta = (said: string, { etaMs }: PlaceToTell, words: Words) =>
  etaMs === null ? said : words.withEta(said, roughly(etaMs))
const inLine = ({ position }: PlaceToTell, words: Words) =>
  position === null ? words.inLine : words.placeInLine(words.ordinal(position))

/** Where it stands, or what it waits for, in words that need no manual. */
export function placeWords(place: PlaceToTell, now: number, words: Words): string {
  switch (place.reason) {
    case 'RETRY':
      return words.triedAgain(inTime(leftMs(place, now), words))
    case 'PARENT':
      return words.waitsForParent
    case 'APPROVAL':
      return words.waitsForApproval
    case 'BREAKER':
      if (place.etaMs === null) return words.failingTry
      if (place.ahead) return withEta(words.failingInLine(inLine(place, words)), place, words)
      return words.failingNext(inTime(leftMs(place, now), words))
    case 'PROVIDER_PAUSED':
      if (place.ahead) return withEta(words.pausedInLine(inLine(place, words)), place, words)
      return words.pausedNext(inTime(leftMs(place, now), words))
    case 'NO_WORKER':
      return words.noWorker
    case 'TURN':
      return words.startsSoon
    case 'OWN_CAP':
      return withEta(words.ownCap(String(place.running), String(place.cap)), place, words)
    default:
      return withEta(inLine(place, words), place, words)
  }
}

/** What more there is to say for those who ask why; empty when the words say it all. */
export function placeDetail({ reason, running, cap, position }: PlaceToTell, words: Words): string {
  const counts = [String(running), String(cap)] as const
  switch (reason) {
    case 'APPROVAL':
      return words.details.approval
    case 'OWN_CAP':
      return position === null ? '' : words.placeInLine(words.ordinal(position))
    case 'SPACE_CAP':
      return words.details.spaceCap(...counts)
    case 'MODEL_CAP':
      return words.details.modelCap(...counts)
    case 'PROVIDER_CAP':
      return words.details.providerCap(...counts)
    case 'BACKGROUND_SHARE':
      return words.details.backgroundShare(...counts)
    case 'SLOTS':
      return words.details.slots(String(cap))
    default:
      return ''
  }
}
