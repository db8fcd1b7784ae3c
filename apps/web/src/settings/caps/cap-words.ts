import type { CapScope } from '../generated/graphql.ts'
import type { Cap } from './caps-requests.ts'

/** What a cap can be set on; the first name is for all of them. */
export const capScopes = [
  { scope: 'PERSON', all: 'Each person', one: 'Person' },
  { scope: 'SPACE', all: 'Each space', one: 'Space' },
  { scope: 'MODEL', all: 'Each model', one: 'Model' },
  { scope: 'PROVIDER', all: 'Each provider', one: 'Provider' },
] as const satisfies readonly { scope: CapScope; all: string; one: string }[]

/** Whom a cap limits, within a sentence; `nameOf` knows people and spaces by their ids. */
export function capTarget({ scope, name }: Pick<Cap, 'scope' | 'name'>, nameOf?: (id: string) => string | undefined) {
  const words = capScopes.find((known) => known.scope === scope)
  if (!words) return `${scope} ${name ?? ''}`.trim() // of a newer server than this page
  if (name === null) return words.all.toLowerCase()
  return `the ${words.one.toLowerCase()} ${nameOf?.(name) ?? name}`
}

/** A cap as a heading: "Each person", "Model openai:gpt-5.2". */
export function capHeading(cap: Pick<Cap, 'scope' | 'name'>, nameOf: (id: string) => string | undefined): string {
  const target = capTarget(cap, nameOf).replace(/^the /, '')
  return target.charAt(0).toUpperCase() + target.slice(1)
}

/** What a cap does. */
export const capMeaning = (cap: number): string =>
  cap === 0 ? 'Nothing more is taken; what runs goes on' : `${cap.toLocaleString('en')} at once at most`
