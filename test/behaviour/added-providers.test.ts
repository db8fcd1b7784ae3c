import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addProvider, listProviders, removeProvider, updateProvider } from '../support/added-providers.ts'
import { makeApiClient } from '../support/api-client.ts'
import { type Deployment, databaseKind, deploy, quietLeaseMs, token } from '../support/deployment.ts'
import { dump, findInTables } from '../support/dump.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { lookInto } from '../support/look-into.ts'
import { eavesdrop, loseNotify } from '../support/lost-notify.ts'
import { writeProvidersFile } from '../support/providers-file.ts'
import { startProcess } from '../support/sluice-process.ts'
import { until } from '../support/until.ts'

const key = 'correct-horse-battery-staple'
const newKey = 'another-horse-another-staple'

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider()
  fake.on(/^open/, (call) => call.text('so far'))
  sluice = await deploy({
    SLUICE_ALLOWED_HOSTS: new URL(fake.openaiBaseUrl).host,
    SLUICE_PROVIDERS: writeProvidersFile({ providers: [{ name: 'configured', baseUrl: fake.openaiBaseUrl }] }),
    SLUICE_LOG_LEVEL: 'trace',
    SLUICE_LEASE_MS: quietLeaseMs,
    // Embedded, the key lies in the data directory.
    ...(databaseKind === 'postgres' && { SLUICE_SECRET_KEY: randomBytes(32).toString('base64') }),
  })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

const add = (input: object) =>
  addProvider(sluice.api, { name: 'acme', baseUrl: fake.openaiBaseUrl, apiKey: key, ...input })

/** Adds one that must be new; answers its id. */
async function added(input: object): Promise<string> {
  const { providerConnection, message } = await add(input)
  if (!providerConnection) throw new Error(`Not added: ${message}`)
  return providerConnection.id
}

async function callOf(provider: string, prompt: string) {
  const id = await sluice.api.start({ model: `${provider}:fake-model`, prompt })
  return { id, call: await fake.waitForCall(prompt) }
}

test('one that is added answers within seconds, with its key, which nobody is shown', async () => {
  expect((await sluice.api.tryStart({ model: 'acme:fake-model', prompt: 'early' })).__typename).toBe('ModelUnavailable')
  expect(await add({})).toMatchObject({
    __typename: 'AddProviderSuccess',
    providerConnection: {
      name: 'acme',
      kind: 'COMPATIBLE',
      hasKey: true,
      keyHint: 'aple',
      isUsable: true,
      createdBy: 'one',
    },
  })
  const id = await sluice.api.start({ model: 'acme:fake-model', prompt: 'first' })
  const isAsked = () => fake.calls.find(({ prompt }) => prompt === 'first')
  const call = await until('it is asked', isAsked, { timeoutMs: 10_000 })
  expect(call.hasKey(key)).toBe(true)
  expect(await sluice.api.ended(id)).toMatchObject({ status: 'SUCCEEDED', model: 'acme:fake-model' })
  const { models } = await sluice.api.query<{ models: { name: string; models: object[] }[] }>(
    '{ models { name models { id } } }',
  )
  expect(models.find(({ name }) => name === 'acme')?.models).toHaveLength(2)
  expect(JSON.stringify(await listProviders(sluice.api))).not.toContain(key)
})

test('with another key what runs goes on, and what comes then is asked with it', async () => {
  const id = (await listProviders(sluice.api))[0]?.id ?? ''
  const before = await callOf('acme', 'open, with the old key')
  expect(await updateProvider(sluice.api, { id, apiKey: `${newKey}\n` })).toMatchObject({
    __typename: 'UpdateProviderSuccess',
  })
  await until('the new key is used', async () =>
    (await callOf('acme', `with which key? ${Math.random()}`)).call.hasKey(newKey),
  )
  before.call.text(' and on')
  before.call.end()
  expect(await sluice.api.ended(before.id)).toMatchObject({ status: 'SUCCEEDED', text: 'so far and on' })

  const elsewhere = { id, baseUrl: `${fake.openaiBaseUrl}/elsewhere` }
  expect(await updateProvider(sluice.api, elsewhere)).toMatchObject({ code: 'INVALID_INPUT', path: 'apiKey' })
})

test('its cap holds, and is gone with it', async () => {
  const id = await added({ name: 'capped', cap: 1 })
  const { caps } = await sluice.api.query<{ caps: object[] }>('{ caps { scope name cap } }')
  expect(caps).toEqual([{ scope: 'PROVIDER', name: 'capped', cap: 1 }])

  const running = await callOf('capped', 'open, capped')
  const waiting = await sluice.api.start({ model: 'capped:fake-model', prompt: 'waits' })
  const after = await sluice.api.start({ model: 'configured:fake-model', prompt: 'follows', parentId: waiting })
  expect(await removeProvider(sluice.api, id)).toMatchObject({ __typename: 'RemoveProviderSuccess' })
  expect(await sluice.api.ended(waiting)).toMatchObject({
    status: 'FAILED',
    error: { code: 'MODEL_UNAVAILABLE', retryable: false },
  })
  expect(await sluice.api.ended(after)).toMatchObject({ error: { code: 'PARENT_FAILED' } })
  expect(fake.calls.filter(({ prompt }) => prompt === 'waits')).toEqual([])

  running.call.end()
  expect(await sluice.api.ended(running.id)).toMatchObject({ status: 'SUCCEEDED', text: 'so far' })
  await until('no worker serves it any more', async () => {
    const { __typename } = await sluice.api.tryStart({ model: 'capped:fake-model', prompt: 'late' })
    return __typename === 'ModelUnavailable'
  })
  expect((await sluice.api.query<{ caps: object[] }>('{ caps { name } }')).caps).toEqual([])
  expect(await removeProvider(sluice.api, id)).toMatchObject({ code: 'NOT_FOUND' })
  await added({ name: 'capped', apiKey: null })
  expect(await sluice.api.ended((await callOf('capped', 'again')).id)).toMatchObject({ status: 'SUCCEEDED' })
})

test('one that fails at a provider that is gone meanwhile does not wait for it for ever', async () => {
  const id = await added({ name: 'failing' })
  fake.on('fails at last', (call) => call.open())
  const { id: generation, call } = await callOf('failing', 'fails at last')
  await removeProvider(sluice.api, id)
  call.reset()
  expect(await sluice.api.ended(generation)).toMatchObject({ status: 'FAILED', error: { code: 'MODEL_UNAVAILABLE' } })
})

test.each([
  [{ name: 'acme' }, 'name'],
  [{ name: 'configured' }, 'name'],
  [{ name: 'openai' }, 'name'],
  [{ name: 'builtin' }, 'name'],
  [{ name: 'new', baseUrl: 'http://10.0.0.1/v1' }, 'baseUrl'],
  [{ name: 'new', baseUrl: 'http://127.0.0.1:1/v1' }, 'baseUrl'],
  [{ name: 'new', baseUrl: 'http://me:secret@example.org/v1' }, 'baseUrl'],
  [{ name: 'new', apiKey: 'two words' }, 'apiKey'],
  [{ name: 'new', cap: -1 }, 'cap'],
])('%j is refused', async (input, path) => {
  expect(await add(input)).toMatchObject({ __typename: 'InvalidInput', code: 'INVALID_INPUT', path })
})

test('all of it is in the audit log, and no key is anywhere', async () => {
  type Log = { auditLog: { edges: { node: { action: string; subject: string; details: object } }[] } }
  const { auditLog } = await sluice.api.query<Log>(
    '{ auditLog(first: 50) { edges { node { action subject details } } } }',
  )
  const about = auditLog.edges.map(({ node }) => node).filter(({ subject }) => subject === 'acme')
  expect(about).toMatchObject([
    { action: 'PROVIDER_CHANGED', details: { isKeyNew: true } },
    { action: 'PROVIDER_ADDED', details: { kind: 'COMPATIBLE', at: new URL(fake.openaiBaseUrl).origin, hasKey: true } },
  ])

  await Promise.all([sluice.web.end('SIGTERM'), sluice.worker.end('SIGTERM')])
  const copy = await lookInto(sluice.env, dump)
  expect(findInTables(copy, 'PROVIDER_ADDED')).toEqual(['public.audit_entry'])
  expect([findInTables(copy, key), findInTables(copy, newKey)]).toEqual([[], []])
  for (const output of [sluice.web.output(), sluice.worker.output()]) {
    expect([output.includes(key), output.includes(newKey)]).toEqual([false, false])
  }

  await sluice.restart('SIGTERM')
  expect((await callOf('acme', 'after a restart')).call.hasKey(newKey)).toBe(true)
})

if (databaseKind === 'postgres') {
  test('without a key to encrypt with, one with a key is refused, and one without is not', async () => {
    const { SLUICE_SECRET_KEY: _, ...env } = sluice.env
    const other = await startProcess({ ...env, SLUICE_ROLE: 'web' })
    try {
      const api = makeApiClient(other.url, token)
      const sealed = { name: 'sealed', baseUrl: fake.openaiBaseUrl }
      expect(await addProvider(api, { ...sealed, apiKey: key })).toMatchObject({
        __typename: 'NoSecretKey',
        code: 'NO_SECRET_KEY',
      })
      expect(await addProvider(api, sealed)).toMatchObject({ __typename: 'AddProviderSuccess' })
      const isUsable = async (asked: typeof api) =>
        (await listProviders(asked)).find(({ name }) => name === 'acme')?.isUsable
      expect([await isUsable(sluice.api), await isUsable(api)]).toEqual([true, false])
    } finally {
      await other.end('SIGTERM')
    }
  })

  test('where no hint arrives, the next renewal of a lease sees it', async () => {
    await lookInto(sluice.env, loseNotify)
    await sluice.restart('SIGTERM')
    await using neighbour = await eavesdrop(sluice.env['DATABASE_URL'] ?? '')
    const id = await added({ name: 'unheard' })
    const generation = await sluice.api.start({ model: 'unheard:fake-model', prompt: 'by and by' })
    expect(await sluice.api.ended(generation)).toMatchObject({ status: 'SUCCEEDED' })
    expect(await removeProvider(sluice.api, id)).toMatchObject({ __typename: 'RemoveProviderSuccess' })
    await until('no worker serves it any more', async () => {
      const { __typename, generation } = await sluice.api.tryStart({ model: 'unheard:fake-model', prompt: 'late' })
      if (generation) await sluice.api.ended(generation.id)
      return __typename === 'ModelUnavailable'
    })
    expect(neighbour.heard('providers')).toBe(0)
  })
}
