import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ApiClient, makeApiClient } from '../support/api-client.ts'
import { type Deployment, databaseKind, deploy } from '../support/deployment.ts'
import { lookInto } from '../support/look-into.ts'
import { comeBack, goToIssuer, makeCookieJar, type OidcIssuer, startOidcIssuer } from '../support/oidc-issuer.ts'
import { auditOf, fromPage, letIn, ownerOf, ownSignIn, setPassword, signIn } from '../support/sign-in.ts'
import { change, idOf } from '../support/space-people.ts'

let issuer: OidcIssuer
let sluice: Deployment
let owner: Awaited<ReturnType<typeof ownerOf>>
beforeAll(async () => {
  issuer = await startOidcIssuer({
    ada: { name: 'Ada', email: 'Ada@corp.example', email_verified: true },
    bob: { name: 'Bob', email: 'bob@corp.example', email_verified: false },
    eve: { name: 'Eve', email: 'eve@corp.example.org', email_verified: true },
    owen: { name: 'Owen', email: 'owen@private.example', email_verified: true },
    sam: { name: 'Samuel', email: 'sam@private.example', email_verified: true },
  })
  sluice = await deploy({ ...issuer.env, SLUICE_OIDC_NAME: 'Corp', SLUICE_OIDC_DOMAINS: 'corp.example, @corp.test' })
  issuer.register(sluice.url)
  owner = await ownerOf(sluice)
})
afterAll(async () => {
  await sluice.stop()
  await issuer.close()
})

const as = (session: string | null) => makeApiClient(sluice.url, { cookie: session ?? '' })
const nameOf = async (session: string | null) =>
  (await as(session).query<{ viewer: { name: string } }>('{ viewer { name } }')).viewer.name

/** The whole way, in a new browser. */
async function signInAtIssuer(account: string) {
  const jar = makeCookieJar()
  return comeBack(jar, (await goToIssuer(jar, { sluiceUrl: sluice.url, account })).callbackUrl)
}

test('the page can tell, without anybody being signed in, how one signs in', async () => {
  const methods = await fetch(`${sluice.url}/auth/methods`)
  expect(await methods.json()).toEqual({ password: true, issuer: { name: 'Corp' } })
})

test('whoever has an e-mail of a listed domain comes in, and is the same person again', async () => {
  const jar = makeCookieJar()
  const { authorizationUrl, callbackUrl } = await goToIssuer(jar, { sluiceUrl: sluice.url, account: 'ada' })
  const { searchParams } = new URL(authorizationUrl)
  expect(searchParams.get('code_challenge_method')).toBe('S256')
  for (const name of ['state', 'nonce', 'code_challenge']) expect(searchParams.get(name)).toMatch(/^[\w-]{20,}$/)
  const { location, session } = await comeBack(jar, callbackUrl)
  expect(location).toBe('/')
  expect(await nameOf(session)).toBe('Ada')
  const theirs = { email: 'ada@corp.example', hasPassword: false, isLinked: true, isOfIssuer: true }
  expect(await ownSignIn(as(session))).toMatchObject(theirs)
  const again = await signInAtIssuer('ada')
  expect(await idOf(as(again.session))).toBe(await idOf(as(session)))
  const set = await setPassword(as(session), { email: 'ada@corp.example', newPassword: 'past the issuer' })
  expect(set).toMatchObject({ code: 'INVALID_INPUT', path: 'newPassword' })
  const space = await change(as(session), 'createSpace', { name: 'Mine' })
  expect(space).toMatchObject({ code: 'FORBIDDEN' })
})

test.each([
  ['bob', 'email_not_verified'],
  ['eve', 'not_let_in'],
])('%s does not: %s', async (account, code) => {
  const { location, session } = await signInAtIssuer(account)
  expect(session).toBeNull()
  expect(location).toContain(`?error=${code}`)
})

test('a state that was changed, is another browser’s or was used before signs nobody in', async () => {
  const jar = makeCookieJar()
  const { callbackUrl } = await goToIssuer(jar, { sluiceUrl: sluice.url, account: 'ada' })
  const changed = new URL(callbackUrl)
  changed.searchParams.set('state', `${changed.searchParams.get('state')?.slice(0, -1)}!`)
  const elsewhere = makeCookieJar()
  await goToIssuer(elsewhere, { sluiceUrl: sluice.url, account: 'ada' })
  const issuerOfAnother = new URL(callbackUrl)
  issuerOfAnother.searchParams.set('iss', 'https://another.example')
  const refusedOf = async (url: string, from = jar) => {
    const { location, session } = await comeBack(from, url)
    expect(session).toBeNull()
    return /^\/\?error=(\w+)/.exec(location ?? '')?.[1]
  }
  expect(await refusedOf(callbackUrl, makeCookieJar())).toBe('state_mismatch')
  expect(await refusedOf(callbackUrl, elsewhere)).toBe('state_mismatch')
  expect(await refusedOf(changed.href)).toBe('state_mismatch')

  const other = makeCookieJar()
  const back = await goToIssuer(other, { sluiceUrl: sluice.url, account: 'ada' })
  const cookies = other.header(sluice.url)
  expect((await comeBack(other, back.callbackUrl)).session).not.toBeNull()
  const replayed = await fetch(back.callbackUrl, { redirect: 'manual', headers: { cookie: cookies } })
  expect(replayed.headers.get('location')).toBe('/?error=invalid_code')
  expect(await refusedOf(issuerOfAnother.href, jar)).toBe('issuer_mismatch')
})

test('who is signed in links an account of any address, which then signs them in', async () => {
  const jar = makeCookieJar(sluice.url, owner.cookie)
  const { callbackUrl } = await goToIssuer(jar, { sluiceUrl: sluice.url, account: 'owen', path: '/link-social' })
  expect(await comeBack(jar, callbackUrl)).toEqual({ location: '/account', session: null })
  expect(await ownSignIn(owner)).toMatchObject({ isLinked: true, isOfIssuer: false })
  const { session } = await signInAtIssuer('owen')
  expect(await idOf(as(session))).toBe(await idOf(owner))
})

test('nobody links without being signed in, until the end', async () => {
  const begun = await makeCookieJar().post(`${sluice.url}/auth/link-social`, '{}', { 'x-graphql-yoga-csrf': '1' })
  expect(begun.status).toBe(401)
  const { session } = await signInAtIssuer('ada')
  const jar = makeCookieJar(sluice.url, session ?? '')
  const { callbackUrl } = await goToIssuer(jar, { sluiceUrl: sluice.url, account: 'sam', path: '/link-social' })
  await jar.post(`${sluice.url}/sign-out`, '', { 'x-graphql-yoga-csrf': '1' })
  expect((await comeBack(jar, callbackUrl)).location).toContain('/account?error=unable_to_link_account')
})

test('who is known by their e-mail comes in, and whoever had only typed it does not stay', async () => {
  const typed = await letIn(owner, sluice.url, 'Sam')
  await setPassword(typed.api, { email: 'sam@private.example', newPassword: 'typed by somebody' })
  const { session } = await signInAtIssuer('sam')
  expect(await idOf(as(session))).toBe(typed.id)
  expect((await typed.api.ask('{ viewer { id } }')).status).toBe(401)
  expect((await signIn(sluice.url, 'sam@private.example', 'typed by somebody')).status).toBe(401)
  expect(await setPassword(as(session), { email: 'sam@private.example', newPassword: 'typed by Sam' })).toEqual({
    __typename: 'SetPasswordSuccess',
  })
  await signInAtIssuer('sam')
  expect((await signIn(sluice.url, 'sam@private.example', 'typed by Sam')).status).toBe(200)
})

test('who has a password unlinks their account, and whoever came in by it is signed out', async () => {
  const unlink = (api = owner as ApiClient) => change(api, 'unlinkIssuer', { endsSessions: true })
  const owen = await signInAtIssuer('owen')
  expect(await idOf(as(owen.session))).toBe(await idOf(owner))
  expect(await unlink()).toMatchObject({ __typename: 'InvalidInput' }) // it is their last way
  const { session: ada } = await signInAtIssuer('ada')
  expect(await unlink(as(ada))).toMatchObject({ __typename: 'InvalidInput' })
  expect(await setPassword(owner, { email: 'owner@private.example', newPassword: 'the password' })).toEqual({
    __typename: 'SetPasswordSuccess',
  })
  const { session } = await signInAtIssuer('owen')
  expect(await unlink()).toEqual({ __typename: 'UnlinkIssuerSuccess' })
  expect(await ownSignIn(owner)).toMatchObject({ isLinked: false, hasPassword: true })
  expect((await as(session).ask('{ viewer { id } }')).status).toBe(401)
  expect((await signInAtIssuer('owen')).location).toContain('?error=not_let_in')
  expect(await unlink()).toMatchObject({ __typename: 'NotFound' })
  expect(await unlink(sluice.api)).toMatchObject({ __typename: 'NotFound' })
})

if (databaseKind === 'postgres') {
  test('an old session neither links an account nor sets a first password', async () => {
    const una = await letIn(owner, sluice.url, 'Una')
    const jar = makeCookieJar(sluice.url, una.cookie)
    const beginLinking = async () => (await jar.post(`${sluice.url}/auth/link-social`, '{}', fromPage)).status
    expect(await beginLinking()).toBe(200)
    const age = `UPDATE browser_session SET created_at = now() - interval '61 min' WHERE principal_id = $1`
    await lookInto(sluice.env, (database) => database.query(age, [una.id]))
    const first = { email: 'una@private.example', newPassword: 'found it open' }
    expect(await setPassword(una.api, first)).toMatchObject({ path: 'newPassword' })
    expect(await beginLinking()).toBe(401)
  })
}

test('signing in and linking at the issuer are in the audit log', async () => {
  const log = (await auditOf(owner)).join('\n')
  expect(log).toContain('Ada SIGNED_IN {"method":"OIDC"}')
  expect(log).toContain('Owner ISSUER_LINKED {"hadOthers":false,"isOwnLink":true}')
  expect(log).toContain('Owner ISSUER_UNLINKED {"sessionsEnded":1}')
  expect(log).toContain('Sam ISSUER_LINKED {"hadOthers":true,"isOwnLink":false}')
})
