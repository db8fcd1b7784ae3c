import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInLink } from '../support/browser.ts'
import { otherToken, token } from '../support/deployment.ts'
import { dump, findInTables } from '../support/dump.ts'
import { lookInto } from '../support/look-into.ts'
import { makeShare } from '../support/shares.ts'
import { setPassword, signIn } from '../support/sign-in.ts'
import { type SpacePeople, setUpSpace } from '../support/space-people.ts'

let people: SpacePeople
beforeAll(async () => {
  people = await setUpSpace()
})
afterAll(() => people.stop())

test('with a copy of the database nobody can sign in, or open what is shared', async () => {
  const { owner, letIn, sluice, spaceId } = people
  const secrets: Record<string, string> = { 'a token of the configuration': token, 'another one': otherToken }
  const dan = await letIn('Dan', 'STAFF')
  secrets['a session'] = dan.cookie.replace(/^\w+=/, '')
  secrets['a password'] = 'what only Dan knows'
  await setPassword(dan.api, { email: 'dan@example.org', newPassword: secrets['a password'] })
  const { cookie } = await signIn(sluice.url, 'dan@example.org', secrets['a password'])
  secrets['a session by password'] = (cookie ?? '').replace(/^\w+=/, '')
  secrets['a guess'] = 'guessed@example.org'
  await signIn(sluice.url, secrets['a guess'], secrets['a password'])
  secrets['the printed link'] = (await signInLink(sluice.web)).replace(/^.*token=/, '')
  const ask = async (document: string, input: object) =>
    (await owner.query<{ r: Record<string, string> }>(document, { input })).r
  const invited = await ask(
    'mutation ($input: InviteToSpaceInput!) { r: inviteToSpace(input: $input) { ... on InviteToSpaceSuccess { path } } }',
    { spaceId, name: 'Eve', role: 'PARTNER' },
  )
  secrets['an invitation'] = (invited['path'] ?? '').replace(/^.*token=/, '')
  const made = await ask(
    'mutation ($input: CreateServiceTokenInput!) { r: createServiceToken(input: $input) { ... on CreateServiceTokenSuccess { secret } } }',
    { service: 'dumped', scopes: ['READ'] },
  )
  secrets['a service token'] = made['secret'] ?? ''
  const { threadId } = await people.begin('shared')
  secrets['a share'] = (await makeShare(owner, threadId)).secret

  await Promise.all([sluice.web.end('SIGTERM'), sluice.worker.end('SIGTERM')])
  const copy = await lookInto(sluice.env, dump)
  for (const table of [
    'public.browser_session',
    'public.sign_in_method',
    'public.rate_limit',
    'public.sign_in_link',
    'public.service_token',
    'public.share',
    'public.audit_entry',
    'pgboss.job',
  ])
    expect(copy.get(table)?.length, table).toBeGreaterThan(0)
  expect(findInTables(copy, 'dumped')).toContain('public.audit_entry')
  for (const [what, secret] of Object.entries(secrets)) {
    expect(secret.length, what).toBeGreaterThan(10)
    expect([what, findInTables(copy, secret)]).toEqual([what, []])
  }
})
