import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeApiClient } from '../support/api-client.ts'
import { signInBy } from '../support/browser.ts'
import { type Deployment, deploy } from '../support/deployment.ts'
import { auditOf, fromPage, letIn, ownerOf, ownSignIn, postAuth, setPassword, signIn } from '../support/sign-in.ts'
import { change, idOf } from '../support/space-people.ts'

const email = 'owner@example.org'
const first = 'the first password'

let sluice: Deployment
let owner: Awaited<ReturnType<typeof ownerOf>>
beforeAll(async () => {
  sluice = await deploy()
  owner = await ownerOf(sluice)
})
afterAll(() => sluice.stop())

const as = (cookie: string | null) => makeApiClient(sluice.url, { cookie: cookie ?? '' })

test('who came in by a link sets e-mail and password, and signs in by them in any browser', async () => {
  expect(await ownSignIn(owner)).toMatchObject({ email: null, hasPassword: false, isLinked: false })
  const refused = await setPassword(owner, { email, newPassword: 'short' })
  expect(refused).toEqual({ __typename: 'InvalidInput', code: 'INVALID_INPUT', path: 'newPassword' })
  const set = await setPassword(owner, { email: 'Owner@Example.org', newPassword: first })
  expect(set).toEqual({ __typename: 'SetPasswordSuccess' })
  expect(await ownSignIn(owner)).toMatchObject({ email, hasPassword: true })

  const { status, cookie, body, headers } = await signIn(sluice.url, 'OWNER@example.org ', first)
  expect([status, body]).toEqual([200, { isSignedIn: true }])
  expect(headers.getSetCookie()).toEqual([expect.stringMatching(/; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/)])
  expect(await idOf(as(cookie))).toBe(await idOf(owner))
})

test('behind https the cookie is Secure, and the database has no more than its hash', async () => {
  const headers = { ...fromPage, 'x-forwarded-proto': 'https' }
  const answer = await postAuth(sluice.url, '/sign-in/email', { body: { email, password: first }, headers })
  expect(answer.headers.getSetCookie()[0]).toMatch(/; HttpOnly; SameSite=Lax; Secure$/)
  const secret = answer.cookie?.split('=')[1] ?? ''
  const { sessions } = await owner.query<{ sessions: { id: string }[] }>('{ sessions { id } }')
  const ids = sessions.map(({ id }) => id)
  expect(ids).toContain(createHash('sha256').update(secret).digest('base64url'))
  expect(ids).not.toContain(secret)
})

test('a wrong password and an unknown person are answered the same, after the same time', async () => {
  const timed = async (address: string, password: string) => {
    const startedAt = performance.now()
    const { status, body, cookie, headers } = await signIn(sluice.url, address, password)
    const ms = performance.now() - startedAt
    return { ms, answer: [status, body, cookie, [...headers.keys()].toSorted()] }
  }
  const ways: Record<'wrong' | 'unknown', number[]> = { wrong: [], unknown: [] }
  for (let n = 0; n < 7; n += 1) {
    const wrong = await timed(email, `not it ${n}`)
    const unknown = await timed(`nobody-${n}@example.org`, `not it ${n}`)
    expect(wrong.answer).toEqual(unknown.answer)
    expect(wrong.answer[0]).toBe(401)
    ways.wrong.push(wrong.ms)
    ways.unknown.push(unknown.ms)
  }
  // Both are a hash of scrypt, 0.18 s (2 cores, 2026-11-27), and a few milliseconds: without one the unknown would be told ten times sooner.
  // The median of seven and a factor of two leave room for a busy machine.
  const median = (all: number[]) => all.toSorted((a, b) => a - b)[3] ?? 0
  const ratio = median(ways.wrong) / median(ways.unknown)
  expect(ratio).toBeGreaterThan(0.5)
  expect(ratio).toBeLessThan(2)
})

test('another site signs nobody in, even with the right password', async () => {
  const foreign = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }
  const body = { email, password: first }
  for (const headers of [foreign, { ...foreign, 'content-type': 'text/plain' }, {}]) {
    const answer = await postAuth(sluice.url, '/sign-in/email', { body, headers })
    expect([answer.status, answer.cookie]).toEqual([403, null])
  }
})

test('what else better-auth could do is not there', async () => {
  const paths = ['/sign-up/email', '/forget-password', '/request-password-reset', '/update-user', '/get-session']
  const headers = { ...fromPage, origin: sluice.url, 'sec-fetch-site': 'same-origin', cookie: owner.cookie }
  for (const path of [...paths, '/sign-in/social', '/link-social', '/change-password']) {
    const { status } = await postAuth(sluice.url, path, { body: { email, password: first, name: 'Eve' }, headers })
    expect([path, status]).toEqual([path, 404])
  }
  expect((await fetch(`${sluice.url}/auth/get-session`, { headers: { cookie: owner.cookie } })).status).toBe(404)
  expect(await (await fetch(`${sluice.url}/auth/methods`)).json()).toEqual({ password: true, issuer: null })
})

test('a new password needs the old one, and ends all other sessions, their streams and unused links', async () => {
  const { cookie } = await signIn(sluice.url, email, first)
  const here = as(cookie)
  const { path = '' } = await change(owner, 'createSignInLink', { principalId: await idOf(owner) })
  const stream = await fetch(`${sluice.url}/graphql`, {
    method: 'POST',
    headers: { ...fromPage, cookie: owner.cookie, accept: 'text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'subscription { activity { __typename } }' }),
    signal: AbortSignal.timeout(12_000),
  })
  const asked = { email, newPassword: 'the second password' }
  expect(await ownSignIn(here)).toMatchObject({ needsCurrentPassword: true })
  for (const currentPassword of [undefined, null, 'a guess']) {
    const { path: wrong } = await setPassword(here, { ...asked, currentPassword })
    expect(wrong).toBe('currentPassword')
  }
  const setAt = performance.now()
  expect(await setPassword(here, { ...asked, currentPassword: first })).toEqual({ __typename: 'SetPasswordSuccess' })
  expect((await owner.ask('{ viewer { id } }')).status).toBe(401)
  expect(await stream.text()).toContain('"UNAUTHENTICATED"')
  expect(performance.now() - setAt).toBeLessThan(10_000)
  expect((await here.query<{ sessions: object[] }>('{ sessions { id } }')).sessions).toHaveLength(1)
  expect((await fetch(`${sluice.url}${path}`, { redirect: 'manual' })).status).toBe(403)
  expect((await signIn(sluice.url, email, first)).status).toBe(401)
  expect((await signIn(sluice.url, email, 'the second password')).status).toBe(200)
  owner = { ...here, cookie: cookie ?? '' }
})

test('who has forgotten their password comes in by a new link, and sets another without it', async () => {
  const sam = await letIn(owner, sluice.url, 'Sam')
  const theirs = { email: 'sam@example.org', newPassword: 'what Sam forgets' }
  expect(await setPassword(sam.api, { ...theirs, email })).toMatchObject({ code: 'INVALID_INPUT', path: 'email' })
  expect(await setPassword(sam.api, theirs)).toEqual({ __typename: 'SetPasswordSuccess' })
  const { path = '' } = await change(owner, 'createSignInLink', { principalId: sam.id })
  const again = as(await signInBy(`${sluice.url}${path}`))
  expect(await ownSignIn(again)).toMatchObject({ hasPassword: true, needsCurrentPassword: false })
  await setPassword(again, { ...theirs, newPassword: 'what Sam remembers' })
  expect((await signIn(sluice.url, theirs.email, 'what Sam forgets')).status).toBe(401)
  expect((await signIn(sluice.url, theirs.email, 'what Sam remembers')).status).toBe(200)
})

test('whose last space is taken from them, or who is deleted, does not come in by their password', async () => {
  const pam = await letIn(owner, sluice.url, 'Pam')
  const theirs = { email: 'pam@example.org', newPassword: 'a password of Pam' }
  expect(await setPassword(pam.api, theirs)).toEqual({ __typename: 'SetPasswordSuccess' })
  expect((await signIn(sluice.url, theirs.email, theirs.newPassword)).status).toBe(200)
  await change(owner, 'removeMember', { spaceId: pam.spaceId, principalId: pam.id })
  expect((await signIn(sluice.url, theirs.email, theirs.newPassword)).status).toBe(401)
  const tim = await letIn(owner, sluice.url, 'Tim')
  expect(await setPassword(tim.api, theirs)).toEqual({ __typename: 'SetPasswordSuccess' }) // her address is free again
  expect((await change(owner, 'deletePerson', { id: tim.id })).__typename).toBe('DeletePersonSuccess')
  expect((await signIn(sluice.url, theirs.email, theirs.newPassword)).status).toBe(401)
})

test('who signed in how, and whose password was tried or set, is in the audit log, and nothing that was typed', async () => {
  const entries = await auditOf(owner)
  const text = entries.join('\n')
  expect(text).toContain('Owner SIGNED_IN {"method":"LINK"}')
  expect(text).toContain('Owner SIGNED_IN {"method":"PASSWORD"}')
  expect(text).toContain('Owner PASSWORD_SET {"isFirst":true,"sessionsEnded":0}')
  expect(entries.filter((entry) => entry === 'Owner SIGN_IN_FAILED {}').length).toBeGreaterThanOrEqual(7)
  for (const secret of [first, 'nobody', 'not it']) expect(text).not.toContain(secret)
})
