import type { Dictionary } from '../../i18n/dictionary.ts'
import type { Formats } from '../../i18n/formats.ts'
import type { CapScope } from '../generated/graphql.ts'
import type { Cap } from './caps-requests.ts'

type Words = Dictionary['caps']

/** What a cap can be set on. */
export const capScopes = ['PERSON', 'SPACE', 'MODEL', 'PROVIDER'] as const satisfies readonly CapScope[]

const known = (scope: CapScope) => capScopes.find((known) => known === scope)
const ofNewerServer = ({ scope, name }: Pick<Cap, 'scope' | 'name'>) => `${scope} ${name ?? ''}`.trim()

/** Whom a cap limits, within a sentence: "each person", "the model openai:gpt-5.2". */
export function capTarget(cap: Pick<Cap, 'scope' | 'name'>, { targets }: Pick<Words, 'targets'>): string {
  const scope = known(cap.scope)
  return scope ? targets[scope](cap.name) : ofNewerServer(cap)
}

/** A cap as a heading: "Each person", "Model openai:gpt-5.2". */
export function capHeading(cap: Pick<Cap, 'scope' | 'name'>, words: Pick<Words, 'scopes' | 'all'>): string {
  const scope = known(cap.scope)
  if (!scope) return ofNewerServer(cap)
  return cap.name === null ? words.all[scope] : `${words.scopes[scope]} ${cap.name}`
}

/** What a cap does. */
export const capMeaning = (cap: number, words: Words, { number }: Pick<Formats, 'number'>): string =>
  cap === 0 ? words.nothingMore : words.atMost(number(cap))
