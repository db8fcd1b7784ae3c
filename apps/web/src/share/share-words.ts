import type { Dictionary } from '../i18n/dictionary.ts'
import type { Member, ShareRow } from './share-requests.ts'

const dayMs = 24 * 3_600_000

/** For how long a link can be made; the server allows a year. */
export const lives = [
  { name: 'hour', ms: 3_600_000 },
  { name: 'day', ms: dayMs },
  { name: 'week', ms: 7 * dayMs },
  { name: 'month', ms: 30 * dayMs },
  { name: 'year', ms: 365 * dayMs },
] as const

type Words = Dictionary['share']
type Shown = Pick<ShareRow, 'showsPrompts' | 'showsCost'>

/** "Answers and prompts", "Answers, prompts and cost". */
export function shownWords({ showsPrompts, showsCost }: Shown, { what }: Words): string {
  if (showsPrompts) return showsCost ? what.both : what.prompts
  return showsCost ? what.cost : what.answers
}

type Let = Pick<ShareRow, 'requiresSignIn' | 'principalIds'>

/** Whom a link lets in. */
export function audienceWords(share: Let, members: readonly Member[], { whom }: Words): string {
  const { requiresSignIn, principalIds } = share
  if (!requiresSignIn) return whom.anyone
  if (principalIds.length === 0) return whom.signedIn
  return principalIds.map((id) => members.find((member) => member.id === id)?.name ?? whom.somebody).join(', ')
}
