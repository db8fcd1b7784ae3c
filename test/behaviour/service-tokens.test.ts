import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeApiClient, Refused } from '../support/api-client.ts'
import { type Deployment, deploy } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { lookInto } from '../support/look-into.ts'
import { until } from '../support/until.ts'

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider({ fallback: (call) => call.text('so far') })
  sluice = await deploy({ OPENAI_BASE_URL: fake.openaiBaseUrl })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

const tokenFields = 'id service prefix scopes createdBy createdAt expiresAt revokedAt lastUsedAt'
const createDocument = `mutation ($input: CreateServiceTokenInput!) { result: createServiceToken(input: $input) {
  __typename ... on CreateServiceTokenSuccess { secret serviceToken { ${tokenFields} } } ... on Error { code message } ... on InvalidInput { path } } }`
const rotateDocument = `mutation ($input: RotateServiceTokenInput!) { result: rotateServiceToken(input: $input) {
  __typename ... on RotateServiceTokenSuccess { secret serviceToken { ${tokenFields} } } ... on Error { code } } }`
const revokeDocument = `mutation ($id: ID!) { result: revokeServiceToken(input: { id: $id }) {
  __typename ... on RevokeServiceTokenSuccess { serviceToken { revokedAt } } ... on Error { code } } }`

interface Token {
  readonly id: string
  readonly service: string
  readonly prefix: string
  readonly scopes: readonly string[]
  readonly createdBy: string
  readonly expiresAt: string | null
  readonly lastUsedAt: string | null
}

interface Made {
  readonly __typename: string
  readonly secret: string
  readonly serviceToken: Token
  readonly code?: string
  readonly path?: string
}

async function create(input: object, api = sluice.api): Promise<Made> {
  return (
    await api.query<{ result: Made }>(createDocument, {
      input: { service: 'reports', scopes: ['READ', 'START'], ...input },
    })
  ).result
}
const rotate = async (input: object) => (await sluice.api.query<{ result: Made }>(rotateDocument, { input })).result
const revoke = async (id: string, api = sluice.api) =>
  (await api.query<{ result: { __typename: string; code?: string } }>(revokeDocument, { id })).result
const as = (secret: string) => makeApiClient(sluice.url, secret)
const whoAmI = (secret: string) => as(secret).ask('{ viewer { name kind } }')

test('a token signs its service in, with a space of its own', async () => {
  const { secret, serviceToken } = await create({ service: 'billing' })
  expect(serviceToken).toMatchObject({
    service: 'billing',
    scopes: ['READ', 'START'],
    createdBy: 'one',
    expiresAt: null,
  })
  expect(secret.startsWith(serviceToken.prefix)).toBe(true)
  expect(secret.length).toBeGreaterThan(serviceToken.prefix.length + 30)
  expect((await whoAmI(secret)).body).toEqual({ data: { viewer: { name: 'billing', kind: 'SERVICE' } } })

  const id = await as(secret).start({ model: 'openai:fake-model', prompt: 'for billing' })
  await expect(sluice.api.generation(id)).rejects.toThrow()
  expect(await as(secret).cancel(id)).toMatchObject({ __typename: 'CancelGenerationSuccess' })
  const listed = await sluice.api.query<{ serviceTokens: Token[] }>(`{ serviceTokens { ${tokenFields} } }`)
  expect(listed.serviceTokens.find(({ id: each }) => each === serviceToken.id)?.lastUsedAt).toEqual(expect.any(String))
})

test('two tokens of one service are one principal', async () => {
  const [first, second] = [await create({ service: 'twins' }), await create({ service: 'twins' })]
  const id = await as(first.secret).start({ model: 'openai:fake-model', prompt: 'by the first' })
  expect((await as(second.secret).generation(id)).status).toMatch(/QUEUED|RUNNING/)
  await as(second.secret).cancel(id)
})

describe('scopes', () => {
  test('READ reads, and starts, stops and administers nothing', async () => {
    const reader = as((await create({ scopes: ['READ'] })).secret)
    expect((await reader.ask('{ generations(first: 1) { edges { node { id } } } }')).body.errors).toBeUndefined()
    expect(await reader.tryStart({ prompt: 'no' })).toMatchObject({ __typename: 'Forbidden', code: 'FORBIDDEN' })
    expect(await reader.cancel('x')).toMatchObject({ __typename: 'Forbidden' })
    expect(await create({ scopes: ['READ'] }, reader)).toMatchObject({ __typename: 'Forbidden' })
    await sluice.api.query('mutation { setCap(input: { scope: PERSON, name: "somebody", cap: 3 }) { __typename } }')
    const caps = await reader.query<{ caps: { name: string }[] }>('{ caps { name } }')
    expect(caps.caps.map(({ name }) => name)).not.toContain('somebody')
    const none = await reader.ask('{ serviceTokens { id } auditLog { edges { node { id } } } }')
    expect(none.body).toEqual({ data: { serviceTokens: [], auditLog: { edges: [] } } })
  })

  test('START starts, and neither queries nor watches', async () => {
    const starter = as((await create({ service: 'starter', scopes: ['START'] })).secret)
    const started = await starter.tryStart({ model: 'openai:fake-model', prompt: 'blind' })
    const id = started.generation?.id ?? ''
    const { body } = await starter.ask('query ($id: ID!) { generation(id: $id) { id } }', { id })
    expect([body.data, body.errors?.[0]?.extensions?.code]).toEqual([undefined, 'FORBIDDEN'])
    const watching = async () => {
      for await (const _ of starter.watch(id));
    }
    await expect(watching()).rejects.toBeInstanceOf(Refused)
    await expect(watching()).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await starter.cancel(id)).toMatchObject({ __typename: 'CancelGenerationSuccess' })
  })

  test('nobody gives away what they do not have', async () => {
    const admin = as((await create({ service: 'admin', scopes: ['ADMIN', 'READ'] })).secret)
    const given = await create({ scopes: ['START'] }, admin)
    expect(given).toMatchObject({ __typename: 'InvalidInput', path: 'scopes' })
    expect(await create({ scopes: ['READ'] }, admin)).toMatchObject({ __typename: 'CreateServiceTokenSuccess' })
    // Nor by taking over a token of somebody who has it.
    const { serviceToken, secret } = await create({ service: 'starter' })
    const { result } = await admin.query<{ result: Made }>(rotateDocument, {
      input: { id: serviceToken.id, overlapMs: 0 },
    })
    expect(result).toMatchObject({ __typename: 'Forbidden' })
    expect((await whoAmI(secret)).status).toBe(200)
  })
})

describe('a token that is over', () => {
  test('by its time signs nobody in', async () => {
    const soon = new Date(Date.now() + 4_000).toISOString()
    const { secret } = await create({ expiresAt: soon })
    expect((await whoAmI(secret)).status).toBe(200)
    await until('it has expired', async () => (await whoAmI(secret)).status === 401)
    expect(await create({ expiresAt: new Date(Date.now() - 1).toISOString() })).toMatchObject({ path: 'expiresAt' })
  })

  test('by being revoked signs nobody in, is answered like an unknown one, and its streams end within 10 s', async () => {
    const { secret, serviceToken } = await create({ service: 'watcher' })
    const id = await as(secret).start({ model: 'openai:fake-model', prompt: 'watched' })
    const events: string[] = []
    const watching = (async () => {
      for await (const { __typename } of as(secret).watch(id)) events.push(__typename)
    })().then(
      () => null,
      (error: unknown) => error,
    )
    await until('it is watched', () => events.length > 0)
    const revokedAt = performance.now()
    expect(await revoke(serviceToken.id)).toMatchObject({ __typename: 'RevokeServiceTokenSuccess' })
    expect(await whoAmI(secret)).toEqual(await whoAmI('slc_unknown'))
    expect(await watching).toMatchObject({ code: 'UNAUTHENTICATED' })
    expect(performance.now() - revokedAt).toBeLessThan(10_000)
    expect(await revoke(serviceToken.id)).toMatchObject({ __typename: 'RevokeServiceTokenSuccess' }) // again changes nothing
    expect(await rotate({ id: serviceToken.id })).toMatchObject({ code: 'NOT_FOUND' })
  })

  test('by rotation holds on for as long as was said, beside the new one', async () => {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
    const old = await create({ service: 'rotated', scopes: ['READ'], expiresAt })
    const made = await rotate({ id: old.serviceToken.id, overlapMs: 2_000 })
    expect(made.serviceToken).toMatchObject({ service: 'rotated', scopes: ['READ'] })
    expect(Math.abs(Date.parse(made.serviceToken.expiresAt ?? '') - Date.parse(expiresAt))).toBeLessThan(60_000)
    expect([(await whoAmI(old.secret)).status, (await whoAmI(made.secret)).status]).toEqual([200, 200])
    await until('the old one is over', async () => (await whoAmI(old.secret)).status === 401)
    expect((await whoAmI(made.secret)).status).toBe(200)
  })
})

test('what is not there, or is no token: NOT_FOUND', async () => {
  const unknown = Buffer.from('ServiceToken:00000000-0000-4000-8000-000000000000').toString('base64')
  for (const id of [unknown, 'nonsense', '']) {
    expect(await revoke(id)).toMatchObject({ code: 'NOT_FOUND' })
    expect(await rotate({ id })).toMatchObject({ code: 'NOT_FOUND' })
  }
})

test('every change is in the audit log, no secret is, and nothing takes it out again', async () => {
  const { secret, serviceToken } = await create({ service: 'audited', scopes: ['READ'] })
  await rotate({ id: serviceToken.id, overlapMs: 60_000 })
  await revoke(serviceToken.id)
  await revoke(serviceToken.id)
  await sluice.api.query('mutation { setCap(input: { scope: MODEL, name: "openai:audited", cap: 3 }) { __typename } }')
  type Entry = { action: string; subject: string; actorName: string; address: string; details: object }
  type Log = { auditLog: { edges: { node: Entry }[] } }
  const { auditLog } = await sluice.api.query<Log>(
    '{ auditLog(first: 100) { edges { node { action subject actorName address details } } } }',
  )
  const about = auditLog.edges.map(({ node }) => node).filter(({ subject }) => subject.endsWith('audited'))
  expect(about.map(({ action }) => action)).toEqual(['CAP_SET', 'TOKEN_REVOKED', 'TOKEN_ROTATED', 'TOKEN_CREATED'])
  expect(about[0]).toMatchObject({ actorName: 'one', details: { cap: 3 } })
  expect(about[0]?.address).toMatch(/127\.0\.0\.1/)
  expect(JSON.stringify(auditLog)).not.toContain(secret.slice(serviceToken.prefix.length))

  await Promise.all([sluice.web.end('SIGTERM'), sluice.worker.end('SIGTERM')])
  await lookInto(sluice.env, async (database) => {
    for (const attack of [
      'DELETE FROM audit_entry',
      "UPDATE audit_entry SET action = 'NOTHING'",
      'TRUNCATE audit_entry',
    ]) {
      await expect(database.query(attack)).rejects.toThrow('only ever appended')
    }
    const [{ leaked } = { leaked: 1 }] = await database.query<{ leaked: number }>(
      'SELECT count(*) AS leaked FROM service_token t WHERE t::text LIKE $1',
      [`%${secret.slice(-20)}%`],
    )
    expect(leaked).toBe(0)
  })
  await sluice.restart('SIGTERM')
  expect((await whoAmI(secret)).status).toBe(401)
})
