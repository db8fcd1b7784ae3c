import type { PlaceFieldsFragment } from '../graphql/generated/graphql.ts'
import { formatDuration } from './measures.ts'

/** A place in line; `at` is when it was told, if that is known. */
export type PlaceToTell = PlaceFieldsFragment & { at?: string }

const endings: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' }
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' })

/** "1st", "12th", "23rd". */
export const ordinal = (n: number) => `${n}${endings[ordinals.select(n)] ?? 'th'}`

/** Nobody knows the seconds of a quarter of an hour. */
function about(ms: number): string {
  const step = ms < 20_000 ? 1_000 : ms < 120_000 ? 5_000 : 30_000
  return `about ${formatDuration(Math.max(step, Math.round(ms / step) * step))}`
}

/** How long yet until a moment that was known when the place was told. */
function leftMs({ etaMs, at }: PlaceToTell, now: number): number | null {
  if (etaMs === null) return null
  return at === undefined ? etaMs : etaMs - Math.max(0, now - Date.parse(at))
}

const inTime = (ms: number | null) => (ms !== null && ms >= 500 ? `in ${formatDuration(ms)}` : 'in a moment')
const withEta = (words: string, { etaMs }: PlaceToTell) => (etaMs === null ? words : `${words}, ${about(etaMs)}`)
const inLine = ({ position }: PlaceToTell) => (position === null ? 'In line' : `${ordinal(position)} in line`)

/** Where it stands, or what it waits for, in words that need no manual. */
export function placeWords(place: PlaceToTell, now: number): string {
  const { running, cap } = place
  switch (place.reason) {
    case 'RETRY':
      return `Tried again ${inTime(leftMs(place, now))}`
    case 'PARENT':
      return 'Waits for the answer above'
    case 'APPROVAL':
      return 'Waits for approval: a budget has no room for it'
    case 'BREAKER':
      if (place.etaMs === null) return 'The provider is failing, a try is under way'
      if (place.ahead) return withEta(`The provider is failing, ${inLine(place)}`, place)
      return `The provider is failing, next try ${inTime(leftMs(place, now))}`
    case 'PROVIDER_PAUSED':
      if (place.ahead) return withEta(`The provider limits its rate, ${inLine(place)}`, place)
      return `The provider limits its rate, asked again ${inTime(leftMs(place, now))}`
    case 'NO_WORKER':
      return 'Waits for a worker: none is there for this provider'
    case 'TURN':
      return 'Starts in a moment'
    case 'OWN_CAP':
      return withEta(`Waits: ${running} of ${cap} of yours are running`, place)
    default:
      return withEta(inLine(place), place)
  }
}

/** What more there is to say for those who ask why; empty when the words say it all. */
export function placeDetail({ reason, running, cap, position }: PlaceToTell): string {
  switch (reason) {
    case 'APPROVAL':
      return 'an owner of the space or an administrator may say yes, or it runs once there is room'
    case 'OWN_CAP':
      return position === null ? '' : `${ordinal(position)} in line`
    case 'SPACE_CAP':
      return `${running} of ${cap} of your space are running`
    case 'MODEL_CAP':
      return `${running} of ${cap} of this model are running`
    case 'PROVIDER_CAP':
      return `${running} of ${cap} of this provider are running`
    case 'BACKGROUND_SHARE':
      return `${running} of ${cap} for background work are running`
    case 'SLOTS':
      return `all ${cap} slots of the workers are taken`
    default:
      return ''
  }
}
