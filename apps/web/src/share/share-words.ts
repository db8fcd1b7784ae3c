import type { Member, ShareRow } from './share-requests.ts'

const dayMs = 24 * 3_600_000

/** For how long a link can be made; the server allows a year. */
export const lives = [
  { label: 'An hour', ms: 3_600_000 },
  { label: 'A day', ms: dayMs },
  { label: 'A week', ms: 7 * dayMs },
  { label: 'A month', ms: 30 * dayMs },
  { label: 'A year', ms: 365 * dayMs },
] as const

type Shown = Pick<ShareRow, 'showsPrompts' | 'showsCost'>

/** "Answers and prompts", "Answers, prompts and cost". */
export function shownWords({ showsPrompts, showsCost }: Shown): string {
  const shown = ['Answers', ...(showsPrompts ? ['prompts'] : []), ...(showsCost ? ['cost'] : [])]
  if (shown.length === 1) return 'Answers only'
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}

/** Whom a link lets in. */
export function audienceWords(share: Pick<ShareRow, 'requiresSignIn' | 'principalIds'>, members: readonly Member[]) {
  const { requiresSignIn, principalIds } = share
  if (!requiresSignIn) return 'anyone with the link'
  if (principalIds.length === 0) return 'anyone signed in'
  return principalIds.map((id) => members.find((member) => member.id === id)?.name ?? 'somebody else').join(', ')
}

/** "3 Dec, 14:05", with the year where it is another. */
export function formatMoment(at: string, now: number): string {
  const date = new Date(at)
  const isThisYear = date.getFullYear() === new Date(now).getFullYear()
  return date.toLocaleString(undefined, {
    day: 'numeric',
    month: 'short',
    ...(!isThisYear && { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
  })
}
