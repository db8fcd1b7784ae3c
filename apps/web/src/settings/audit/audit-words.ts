import { formatDuration } from '../../generation/measures.ts'
import type { Dictionary } from '../../i18n/dictionary.ts'
import type { Formats } from '../../i18n/formats.ts'
import { wordFor } from '../../i18n/word-for.ts'
import { capTarget } from '../caps/cap-words.ts'
import type { CapScope } from '../generated/graphql.ts'
import { isKnownScope } from '../tokens/scope-words.ts'
import { overlaps } from '../tokens/token-state.ts'
import type { AuditEntry } from './audit-requests.ts'

type Told = Pick<AuditEntry, 'action' | 'actorName' | 'subject' | 'details'>

/** In what it is told. */
export type AuditWords = {
  audit: Dictionary['audit']
  caps: Pick<Dictionary['caps'], 'targets'>
  formats: Pick<Formats, 'number' | 'list'>
}

const detailOf = (details: unknown, name: string): unknown =>
  typeof details === 'object' && details !== null ? Reflect.get(details, name) : undefined

const textOf = (details: unknown, name: string) => {
  const value = detailOf(details, name)
  return typeof value === 'string' ? value : null
}

const numberOf = (details: unknown, name: string) => {
  const value = detailOf(details, name)
  return typeof value === 'number' ? value : null
}

const spaceOf = ({ details }: Told) => textOf(details, 'space')
const roleOf = ({ details }: Told, { audit }: AuditWords) => wordFor(audit.roles, textOf(details, 'role') ?? '')

function tokenMade({ subject, details }: Told, { audit, formats }: AuditWords) {
  const scopes = detailOf(details, 'scopes')
  if (!Array.isArray(scopes)) return audit.tokenMade(subject)
  return audit.tokenMadeThatMay(subject, formats.list(scopes.filter(isKnownScope).map((scope) => audit.may[scope])))
}

function tokenRotated({ subject, details }: Told, { audit }: AuditWords) {
  const ms = numberOf(details, 'overlapMs')
  const rotated = audit.tokenRotated(subject)
  if (ms === null) return rotated
  const overlap = overlaps.find((known) => known.ms === ms)?.name
  if (overlap === 'none') return `${rotated}${audit.oldTokenEnded}`
  return `${rotated}${audit.oldTokenHolds(overlap ? audit.overlaps[overlap] : formatDuration(ms))}`
}

function capSet({ subject, details }: Told, { audit, caps, formats }: AuditWords) {
  const [scope = '', name = ''] = subject.split(/ (.*)/s)
  const cap = numberOf(details, 'cap')
  const target = capTarget({ scope: scope as CapScope, name: name || null }, caps)
  return cap === null ? audit.capTakenBack(target) : audit.capSet(target, formats.number(cap))
}

function retentionSet({ subject, details }: Told, { audit, formats }: AuditWords) {
  const days = numberOf(details, 'days')
  return days === null ? audit.threadsKept(subject) : audit.threadsEnd(subject, days, formats.number(days))
}

/** Those that tell more than what was done, and to what. */
const tellers: Partial<Record<string, (entry: Told, words: AuditWords) => string>> = {
  TOKEN_CREATED: tokenMade,
  TOKEN_ROTATED: tokenRotated,
  CAP_SET: capSet,
  RETENTION_SET: retentionSet,
  INVITED: (entry, words) => words.audit.invited(entry.subject, roleOf(entry, words), spaceOf(entry)),
  ROLE_SET: (entry, words) => words.audit.roleSet(entry.subject, roleOf(entry, words), spaceOf(entry)),
  MEMBER_REMOVED: (entry, { audit }) =>
    entry.actorName === entry.subject ? audit.left(spaceOf(entry)) : audit.removed(entry.subject, spaceOf(entry)),
  THREAD_SHARED: (entry, { audit }) =>
    textOf(entry.details, 'visibility') === 'SPACE' ? audit.shared(spaceOf(entry)) : audit.takenBack(spaceOf(entry)),
  COMMENT_DELETED: ({ details }, { audit }) => audit.commentDeleted(textOf(details, 'author')),
}

/** What was done, as a sentence whose subject is whoever did it. */
export function auditWords(entry: Told, words: AuditWords): string {
  const { action, subject } = entry
  const done: Partial<Record<string, string>> = words.audit.done
  const doneTo: Partial<Record<string, (subject: string) => string>> = words.audit.doneTo
  // Else it is of a newer server than this page.
  const plain = done[action] ?? doneTo[action]?.(subject) ?? `${action.toLowerCase().replaceAll('_', ' ')}: ${subject}`
  return tellers[action]?.(entry, words) ?? plain
}
