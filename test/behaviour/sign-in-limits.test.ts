import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ApiClient, makeApiClient } from '../support/api-client.ts'
import { type Deployment, databaseKind, deploy } from '../support/deployment.ts'
import { fromPage, letIn, ownerOf, postAuth, setPassword, signIn } from '../support/sign-in.ts'
import { startProcess } from '../support/sluice-process.ts'

const email = 'owner@example.org'
const password = 'the right password'

let sluice: Deployment
/** Signed in by their password, so that another takes it. */
let owner: ApiClient
beforeAll(async () => {
  sluice = await deploy({ SLUICE_PROXY_HOPS: '1' })
  await setPassword(await ownerOf(sluice), { email, newPassword: password })
  const { cookie } = await signIn(sluice.url, email, password)
  owner = makeApiClient(sluice.url, { cookie: cookie ?? '' })
})
afterAll(() => sluice.stop())

const guessFrom = async (address: string, account: string, guess: string, url = sluice.url) => {
  const headers = { ...fromPage, 'x-forwarded-for': `203.0.113.99, ${address}` }
  return postAuth(url, '/sign-in/email', { body: { email: account, password: guess }, headers })
}

test('of twenty guesses at once from one address ten are looked at, on all replicas; elsewhere its owner comes in', async () => {
  const guesses = await Promise.all(
    Array.from({ length: 20 }, (_, n) => guessFrom('198.51.100.1', email, `guess ${n}`)),
  )
  expect(guesses.filter(({ status }) => status === 401)).toHaveLength(10)
  const refused = guesses.filter(({ status }) => status === 429)
  expect(refused).toHaveLength(10)
  for (const { body, headers } of refused) {
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(600)
    expect(body.message).toBe('Too many tries. Try again in 15 minutes.')
  }
  expect((await guessFrom('198.51.100.1:51312', email, password)).status).toBe(429)
  if (databaseKind === 'postgres') {
    const replica = await startProcess({ ...sluice.env, SLUICE_ROLE: 'web' })
    expect((await guessFrom('198.51.100.1', email, password, replica.url)).status).toBe(429)
    await replica.end('SIGKILL')
  }
  expect((await guessFrom('198.51.100.1', 'somebody-else@example.org', 'x')).status).toBe(401)
  expect((await guessFrom('198.51.100.2', email, password)).status).toBe(200)
})

test('a hundred guesses from one address, each at somebody else, are the last from there', async () => {
  const flood = await Promise.all(
    Array.from({ length: 110 }, (_, n) => guessFrom('198.51.100.200', `person-${n}@example.org`, 'x')),
  )
  const lookedAt = flood.filter(({ status }) => status === 401)
  const waitsOf = flood.flatMap((answer) => (answer.status === 429 ? [Number(answer.headers.get('retry-after'))] : []))
  expect(waitsOf.filter((seconds) => seconds > 60)).toHaveLength(10)
  // The others count. A process looks at 16 at once: who came meanwhile is told to try again in a second.
  const busy = waitsOf.filter((seconds) => seconds === 1)
  expect(lookedAt.length + busy.length).toBe(100)
  expect(lookedAt.length).toBeGreaterThanOrEqual(16)
  const { status, headers } = await guessFrom('198.51.100.200', 'one-more@example.org', 'x')
  expect([status, Number(headers.get('retry-after')) > 60]).toEqual([429, true])
  expect((await guessFrom('198.51.100.201', 'one-more@example.org', 'x')).status).toBe(401)
})

test('guesses at the current password count too, however many one document holds', async () => {
  const guesses = Array.from(
    { length: 12 },
    (_, n) => `g${n}: setPassword(input: { email: "${email}", newPassword: "long enough", currentPassword: "${n}" }) {
      ... on Error { code } }`,
  )
  const answers = await owner.query<Record<string, { code: string }>>(`mutation { ${guesses.join('\n')} }`)
  const codes = Object.values(answers).map(({ code }) => code)
  // One has been used up by the password that there is.
  expect(codes).toEqual(codes.map((_, n) => (n < 9 ? 'INVALID_INPUT' : 'OVERLOADED')))
  const right = { email, newPassword: 'another long one', currentPassword: password }
  expect(await setPassword(owner, right)).toMatchObject({ code: 'OVERLOADED' })
})

test('so do tries of who has just come in by a link: nobody asks on and on which addresses are known here', async () => {
  const { api: sam } = await letIn(owner, sluice.url, 'Sam')
  const taken = { email, newPassword: 'long enough' }
  for (let n = 0; n < 10; n += 1) expect(await setPassword(sam, taken)).toMatchObject({ path: 'email' })
  expect(await setPassword(sam, taken)).toMatchObject({ code: 'OVERLOADED' })
  expect(await setPassword(sam, { ...taken, email: 'sam@example.org' })).toMatchObject({ code: 'OVERLOADED' })
})
