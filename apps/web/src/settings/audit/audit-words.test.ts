import { expect, test } from 'vitest'
import { auditWords } from './audit-words.ts'

const words = (action: string, subject: string, details: unknown = {}) =>
  auditWords({ actorName: 'Ann', action, subject, details })

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
  expect(words(action, subject, details)).toBe(sentence)
})
