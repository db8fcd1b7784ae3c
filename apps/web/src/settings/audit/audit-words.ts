import { formatCount } from '../../generation/measures.ts'
import { capTarget } from '../caps/cap-words.ts'
import type { CapScope, SpaceRole } from '../generated/graphql.ts'
import { roleName } from '../spaces/role-words.ts'
import { isKnownScope, scopeVerb } from '../tokens/scope-words.ts'
import { overlapName } from '../tokens/token-state.ts'
import type { AuditEntry } from './audit-requests.ts'

const list = new Intl.ListFormat('en')

type Told = Pick<AuditEntry, 'action' | 'actorName' | 'subject' | 'details'>

const detailOf = (details: unknown, name: string): unknown =>
  typeof details === 'object' && details !== null ? Reflect.get(details, name) : undefined

const textOf = (details: unknown, name: string) => {
  const value = detailOf(details, name)
  return typeof value === 'string' ? value : null
}

const spaceOf = (details: unknown) => textOf(details, 'space') ?? 'a space'

const roleIn = (details: unknown) => roleName((textOf(details, 'role') ?? '') as SpaceRole).toLowerCase()

function tokenLimits(details: unknown) {
  const scopes = detailOf(details, 'scopes')
  return Array.isArray(scopes) ? ` that may ${list.format(scopes.filter(isKnownScope).map(scopeVerb))}` : ''
}

function capWords({ subject, details }: Told) {
  const [scope = '', name = ''] = subject.split(/ (.*)/s)
  const cap = detailOf(details, 'cap')
  const target = capTarget({ scope: scope as CapScope, name: name || null })
  return typeof cap === 'number' ? `set the cap of ${target} to ${cap}` : `took back the cap of ${target}`
}

function overlapWords(details: unknown) {
  const ms = detailOf(details, 'overlapMs')
  if (typeof ms !== 'number') return ''
  return ms === 0 ? '; the old one ended at once' : `; the old one holds for ${overlapName(ms)} more`
}

const sentences: Partial<Record<string, (entry: Told) => string>> = {
  SIGNED_IN: () => 'signed in',
  SIGN_IN_FAILED: () => 'was not let in: the password was wrong',
  SIGNED_OUT: () => 'signed out',
  PASSWORD_SET: () => 'set their password',
  ISSUER_LINKED: () => 'linked their account at the issuer',
  ISSUER_UNLINKED: () => 'unlinked their account at the issuer',
  SESSION_REVOKED: () => 'signed one of their browsers out',
  TOKEN_CREATED: ({ subject, details }) => `made a token for ${subject}${tokenLimits(details)}`,
  TOKEN_ROTATED: ({ subject, details }) => `rotated a token of ${subject}${overlapWords(details)}`,
  TOKEN_REVOKED: ({ subject }) => `revoked a token of ${subject}`,
  CAP_SET: capWords,
  SPACE_CREATED: ({ subject }) => `made the space ${subject}`,
  SPACE_DELETED: ({ subject }) => `deleted the space ${subject}`,
  INVITED: ({ subject, details }) => `invited ${subject} to ${spaceOf(details)} as ${roleIn(details)}`,
  LINK_MADE: ({ subject }) => `made a sign-in link for ${subject}`,
  ROLE_SET: ({ subject, details }) => `made ${subject} ${roleIn(details)} in ${spaceOf(details)}`,
  MEMBER_REMOVED: ({ actorName, subject, details }) =>
    actorName === subject ? `left ${spaceOf(details)}` : `removed ${subject} from ${spaceOf(details)}`,
  PERSON_DELETED: ({ subject }) => `deleted ${subject}`,
  THREAD_SHARED: ({ details }) =>
    textOf(details, 'visibility') === 'SPACE'
      ? `shared a thread with ${spaceOf(details)}`
      : `took a thread back from ${spaceOf(details)}`,
  THREAD_RENAMED: () => 'renamed a thread',
  THREAD_DELETED: () => 'deleted a thread',
  COMMENT_DELETED: ({ details }) => `deleted a comment of ${textOf(details, 'author') ?? 'somebody'}`,
  RETENTION_SET: ({ subject, details }) => {
    const days = detailOf(details, 'days')
    return typeof days === 'number'
      ? `had ${subject} delete its threads after ${formatCount(days, 'day')}`
      : `had ${subject} keep its threads`
  },
  SHARE_CREATED: () => 'made a link to a thread',
  SHARE_REVOKED: () => 'ended a link to a thread',
  SHARE_USED: () => 'opened a link to a thread',
  EXPORTED: () => 'took an export of what is theirs',
  BUDGET_SET: ({ subject }) => `set a budget: ${subject}`,
  APPROVED: () => 'let a generation run for which a budget had no room',
  DECLINED: () => 'declined a generation for which a budget had no room',
  MODELS_SET: () => 'set which models the partners of a space may ask',
  PROVIDER_ADDED: ({ subject }) => `added the provider ${subject}`,
  PROVIDER_CHANGED: ({ subject }) => `changed the provider ${subject}`,
  PROVIDER_REMOVED: ({ subject }) => `removed the provider ${subject}`,
}

/** What was done, as a sentence whose subject is whoever did it. */
export function auditWords(entry: Told): string {
  const { action, subject } = entry
  // Else it is of a newer server than this page.
  return sentences[action]?.(entry) ?? `${action.toLowerCase().replaceAll('_', ' ')}: ${subject}`
}
