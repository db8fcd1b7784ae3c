import { expect, test } from 'vitest'
import { makeFormats } from '../../i18n/formats.ts'
import { capsDe } from '../caps/caps.de.ts'
import { capsEn } from '../caps/caps.en.ts'
import { auditDe } from './audit.de.ts'
import { auditEn } from './audit.en.ts'
import { auditWords } from './audit-words.ts'

const english = { audit: auditEn, caps: capsEn, formats: makeFormats('en') }
const german = { audit: auditDe, caps: capsDe, formats: makeFormats('de') }

const words = (action: string, subject: string, details: unknown, language: typeof german) =>
  auditWords({ actorName: 'Ann', action, subject, details }, language)

test.each([
  ['SIGNED_IN', 'browser', {}, 'signed in'],
  ['SESSION_REVOKED', 'browser', {}, 'signed one of their browsers out'],
  ['TOKEN_CREATED', 'reports', { scopes: ['READ', 'START', 'X'] }, 'made a token for reports that may read and start'],
  [
    'TOKEN_ROTATED',
    'reports',
    { overlapMs: 3_600_000 },
    'rotated a token of reports; the old one holds for an hour more',
  ],
  ['TOKEN_ROTATED', 'reports', { overlapMs: 0 }, 'rotated a token of reports; the old one ended at once'],
  ['TOKEN_REVOKED', 'reports', {}, 'revoked a token of reports'],
  ['CAP_SET', 'MODEL openai:gpt 5', { cap: 2 }, 'set the cap of the model openai:gpt 5 to 2'],
  ['CAP_SET', 'PERSON', { cap: null }, 'took back the cap of each person'],
  ['SPACE_CREATED', 'Research', {}, 'made the space Research'],
  ['INVITED', 'Pam', { space: 'Research', role: 'PARTNER' }, 'invited Pam to Research as partner'],
  ['INVITED', 'Pam', { role: 'PARTNER' }, 'invited Pam to a space as partner'],
  ['LINK_MADE', 'Pam', {}, 'made a sign-in link for Pam'],
  ['ROLE_SET', 'Pam', { space: 'Research', role: 'STAFF' }, 'made Pam staff in Research'],
  ['MEMBER_REMOVED', 'Pam', { space: 'Research', role: null }, 'removed Pam from Research'],
  ['MEMBER_REMOVED', 'Ann', { space: 'Research', role: null }, 'left Research'],
  ['THREAD_SHARED', 'x', { space: 'Research', visibility: 'SPACE' }, 'shared a thread with Research'],
  ['THREAD_SHARED', 'x', { space: 'Research', visibility: 'PRIVATE' }, 'took a thread back from Research'],
  ['RETENTION_SET', 'Research', { days: 1 }, 'had Research delete its threads after 1 day'],
  ['RETENTION_SET', 'Research', { days: null }, 'had Research keep its threads'],
  ['PROVIDER_ADDED', 'gpu-box', {}, 'added the provider gpu-box'],
  ['SOME_THING', 'x', null, 'some thing: x'],
])('%s %s %j', (action, subject, details, sentence) => {
  expect(words(action, subject, details, english)).toBe(sentence)
})

test.each([
  [
    'TOKEN_CREATED',
    'reports',
    { scopes: ['READ', 'START'] },
    'hat ein Token für reports erstellt, das lesen und starten darf',
  ],
  [
    'TOKEN_ROTATED',
    'reports',
    { overlapMs: 90_000 },
    'hat ein Token von reports erneuert; das alte gilt noch 1 min 30 s',
  ],
  ['CAP_SET', 'SPACE Research', { cap: 2 }, 'hat die Obergrenze für den Raum Research auf 2 gesetzt'],
  ['INVITED', 'Pam', { role: 'PARTNER' }, 'hat Pam als Partner in einen Raum eingeladen'],
  ['MEMBER_REMOVED', 'Ann', { space: 'Research' }, 'hat den Raum Research verlassen'],
  ['RETENTION_SET', 'Research', { days: 1 }, 'lässt den Raum Research seine Gespräche nach 1 Tag löschen'],
])('in German: %s %s %j', (action, subject, details, sentence) => {
  expect(words(action, subject, details, german)).toBe(sentence)
})
