import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInLink } from '../support/browser.ts'
import { otherToken, token } from '../support/deployment.ts'
import { lookInto } from '../support/look-into.ts'
import { makeShare } from '../support/shares.ts'
import { setPassword, signIn } from '../support/sign-in.ts'
import { type SpacePeople, setUpSpace } from '../support/space-people.ts'

let people: SpacePeople
beforeAll(async () => {
  people = await setUpSpace()
})
afterAll(() => people.stop())

/** Every row of every table, chores' job payloads among them, as text. */
async function dump(): Promise<string> {
  const { sluice } = people
  await Promise.all([sluice.web.end('SIGTERM'), sluice.worker.end('SIGTERM')])
  return lookInto(sluice.env, async (database) => {
    const tables = await database.query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'`,
    )
    const rows: string[] = []
    for (const { name } of tables) {
      const found = await database.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)
      rows.push(`-- ${name}`, ...found.map(({ row }) => row))
    }
    return rows.join('\n')
  })
}

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

  const text = await dump()
  for (const table of [
    'browser_session',
    'sign_in_method',
    'rate_limit',
    'sign_in_link',
    'service_token',
    'share',
    'audit_entry',
    'pgboss.job',
  ])
    expect(text).toContain(table)
  expect(text).toContain('dumped')
  for (const [what, secret] of Object.entries(secrets)) {
    expect(secret.length, what).toBeGreaterThan(10)
    expect([what, text.includes(secret)]).toEqual([what, false])
  }
})
