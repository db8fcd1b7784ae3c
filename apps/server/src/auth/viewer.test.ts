import { allScopes, type Scope } from '@sluice/core/access/scope'
import type { Viewer } from '@sluice/core/viewer'
import type { Sql } from '@sluice/prisma/sql'
import { expect, test } from 'vitest'
import { hashSecret, newSecret } from './secret.ts'
import { cookieName, makeFindViewer, sessionOf } from './viewer.ts'

const bot: Viewer = { id: 'p1', kind: 'SERVICE', name: 'bot', spaceId: 's1', scopes: new Set<Scope>(['READ']) }
const session = newSecret()

/** One service with a token, and one person with a session. */
function setUp() {
  const asked: unknown[] = []
  const sql = {
    query: async (_: string, params: readonly unknown[]) => {
      asked.push(...params)
      return params[0] === hashSecret(session)
        ? [{ id: 'p2', kind: 'PERSON', name: 'Ada', space_id: 's2', is_admin: true }]
        : []
    },
  } as Sql
  const find = makeFindViewer(sql, (token) => (token === 'the-token' ? bot : null))
  return { asked, find }
}

test.each(['Bearer the-token', 'bearer the-token', 'BEARER   the-token '])(
  '“%s” is the service',
  async (authorization) => {
    expect(await setUp().find({ authorization, cookie: null })).toEqual({ viewer: bot, by: null })
  },
)

test.each([
  'Bearer other',
  'the-token',
  'Basic the-token',
  'Bearer',
  'Bearer the-token more',
  'Bearer the-token, Bearer x',
])('“%s” is nobody', async (authorization) => {
  expect(await setUp().find({ authorization, cookie: null })).toBeNull()
})

test('a session cookie is its person', async () => {
  const cookie = `theme=dark; ${cookieName}=${session}`
  const viewer = { id: 'p2', kind: 'PERSON', name: 'Ada', spaceId: 's2', scopes: allScopes }
  const by = { kind: 'session', key: hashSecret(session) }
  expect(await setUp().find({ authorization: null, cookie })).toEqual({ viewer, by })
})

test('a wrong token is nobody, even beside a right cookie', async () => {
  const cookie = `${cookieName}=${session}`
  expect(await setUp().find({ authorization: 'Bearer other', cookie })).toBeNull()
})

test('without anything nobody is there, and the database is not asked', async () => {
  const { asked, find } = setUp()
  expect(await find({ authorization: null, cookie: null })).toBeNull()
  expect(await find({ authorization: null, cookie: 'theme=dark' })).toBeNull()
  expect(asked).toEqual([])
})

test('the database sees only the hash of a session', async () => {
  const { asked, find } = setUp()
  await find({ authorization: null, cookie: `${cookieName}=${session}` })
  expect(asked).toEqual([hashSecret(session)])
})

test.each([
  ['none', '', null],
  ['ours alone', `${cookieName}=${session}`, session],
  ['ours among others', `a=b; ${cookieName}=${session};c=d`, session],
  ['one that ends in our name', `x${cookieName}=${session}`, null],
  ['ours with nothing in it', `${cookieName}=`, null],
  ['ours with something odd in it', `${cookieName}=${session}'--`, null],
  ['ours with too much in it', `${cookieName}=${'x'.repeat(101)}`, null],
])('the session of a header with %s', (_, cookie, found) => {
  expect(sessionOf(cookie)).toBe(found)
})

test('secrets are of 256 bits, never the same, and kept as a hash', () => {
  const secrets = Array.from({ length: 100 }, newSecret)
  expect(new Set(secrets).size).toBe(100)
  for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43}$/)
  expect(hashSecret(session)).toBe(hashSecret(session))
  expect(hashSecret(session)).not.toBe(session)
})
