import { createSignInLink } from '@sluice/server/auth/browser-session'
import { ensurePrincipal } from '@sluice/server/auth/principals'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Deployment, deploy } from '../support/deployment.ts'
import { lookInto } from '../support/look-into.ts'

let sluice: Deployment
/** Two browsers of one person, and one of another's. */
let browsers: { readonly desk: string; readonly phone: string; readonly stranger: string }
beforeAll(async () => {
  sluice = await deploy()
  await Promise.all([sluice.web.end('SIGTERM'), sluice.worker.end('SIGTERM')])
  const links = await lookInto(sluice.env, async (database) => {
    const [owner, other] = [
      await ensurePrincipal(database, 'PERSON', 'Owner'),
      await ensurePrincipal(database, 'PERSON', 'Eve'),
    ]
    return Promise.all([owner, owner, other].map(({ id }) => createSignInLink(database, id)))
  })
  await sluice.restart('SIGTERM')
  const [desk, phone, stranger] = await Promise.all(
    ['Desk/1.0', 'Phone/2.0', 'Eve/3.0'].map((userAgent, n) => signIn(links[n] ?? '', userAgent)),
  )
  browsers = { desk: desk ?? '', phone: phone ?? '', stranger: stranger ?? '' }
})
afterAll(() => sluice.stop())

async function signIn(secret: string, userAgent: string): Promise<string> {
  const headers = { 'user-agent': userAgent }
  const response = await fetch(`${sluice.url}/sign-in?token=${secret}`, { redirect: 'manual', headers })
  return response.headers.getSetCookie()[0]?.replace(/;.*/, '') ?? ''
}

interface Answer<T> {
  readonly status: number
  readonly data: T
}

async function ask<T>(cookie: string, query: string, variables: object = {}): Promise<Answer<T>> {
  const response = await fetch(`${sluice.url}/graphql`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', 'x-graphql-yoga-csrf': '1' },
    body: JSON.stringify({ query, variables }),
  })
  return { status: response.status, ...((await response.json()) as Pick<Answer<T>, 'data'>) }
}

interface Session {
  readonly id: string
  readonly userAgent: string
  readonly isCurrent: boolean
}

const sessionsOf = async (cookie: string) =>
  (await ask<{ sessions: Session[] }>(cookie, '{ sessions { id userAgent isCurrent } }')).data.sessions
const revoke = async (cookie: string, id: string) => {
  const document = 'mutation ($id: ID!) { revokeSession(input: { id: $id }) { __typename ... on Error { code } } }'
  return (await ask<{ revokeSession: { __typename: string } }>(cookie, document, { id })).data.revokeSession
}

test('people see their own browsers, and which one they look from', async () => {
  const seen = await sessionsOf(browsers.desk)
  expect(new Map(seen.map(({ userAgent, isCurrent }) => [userAgent, isCurrent]))).toEqual(
    new Map([
      ['Desk/1.0', true],
      ['Phone/2.0', false],
    ]),
  )
  expect((await sessionsOf(browsers.stranger)).map(({ userAgent }) => userAgent)).toEqual(['Eve/3.0'])
})

test('nobody signs another’s browser out, or learns that there is one', async () => {
  const [theirs] = await sessionsOf(browsers.stranger)
  const answers = await Promise.all([theirs?.id ?? '', 'x'.repeat(43), ''].map((id) => revoke(browsers.desk, id)))
  for (const answer of answers) expect(answer).toEqual({ __typename: 'NotFound', code: 'NOT_FOUND' })
  expect((await ask(browsers.stranger, '{ viewer { id } }')).status).toBe(200)
})

test('a browser that is signed out from another is out at once, and its streams end', async () => {
  const phone = (await sessionsOf(browsers.desk)).find(({ userAgent }) => userAgent === 'Phone/2.0')
  const stream = await fetch(`${sluice.url}/graphql`, {
    method: 'POST',
    headers: {
      cookie: browsers.phone,
      accept: 'text/event-stream',
      'content-type': 'application/json',
      'x-graphql-yoga-csrf': '1',
    },
    body: JSON.stringify({ query: 'subscription { activity { __typename } }' }),
    signal: AbortSignal.timeout(12_000),
  })
  const revokedAt = performance.now()
  expect(await revoke(browsers.desk, phone?.id ?? '')).toEqual({ __typename: 'RevokeSessionSuccess' })
  expect((await ask(browsers.phone, '{ viewer { id } }')).status).toBe(401)
  expect(await stream.text()).toContain('"UNAUTHENTICATED"')
  expect(performance.now() - revokedAt).toBeLessThan(10_000)
  expect((await sessionsOf(browsers.desk)).map(({ userAgent }) => userAgent)).toEqual(['Desk/1.0'])
})

test('what they did is in the audit log, with their names', async () => {
  type Log = { auditLog: { edges: { node: { action: string; actorName: string } }[] } }
  const { data } = await ask<Log>(browsers.desk, '{ auditLog(first: 50) { edges { node { action actorName } } } }')
  const facts = data.auditLog.edges.map(({ node }) => `${node.actorName} ${node.action}`)
  expect(facts.toSorted()).toEqual(['Eve SIGNED_IN', 'Owner SESSION_REVOKED', 'Owner SIGNED_IN', 'Owner SIGNED_IN'])
})
