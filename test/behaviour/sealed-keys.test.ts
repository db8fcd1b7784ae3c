import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addProvider, listProviders, updateProvider } from '../support/added-providers.ts'
import { type ApiClient, makeApiClient } from '../support/api-client.ts'
import { makePlace, type Place, quietLeaseMs, token } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { lookInto } from '../support/look-into.ts'
import { startProcess } from '../support/sluice-process.ts'

// What becomes of API keys when the key that they were encrypted with is changed, or somebody changes the database.

const [first, second] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')]
const apiKeys = { one: 'key-of-one-0123456789', two: 'key-of-two-0123456789' }

let fake: FakeProvider
let place: Place
beforeAll(async () => {
  fake = await startFakeProvider()
  place = await makePlace()
  await withSluice(first, async (api) => {
    for (const [name, apiKey] of Object.entries(apiKeys)) {
      await addProvider(api, { name, apiKey, baseUrl: fake.openaiBaseUrl })
    }
  })
})
afterAll(async () => {
  await place.remove()
  await fake.close()
})

/** Starts everything in one process with these keys; answers what it has printed. */
async function withSluice(keys: string, work: (api: ApiClient) => Promise<void>): Promise<string> {
  const sluice = await startProcess({
    ...place.env,
    SLUICE_BOOTSTRAP_TOKEN: token,
    SLUICE_SECRET_KEY: keys,
    SLUICE_ALLOWED_HOSTS: '127.0.0.1',
    SLUICE_LEASE_MS: quietLeaseMs,
    SLUICE_LOG_LEVEL: 'warn',
  })
  try {
    await work(makeApiClient(sluice.url, token))
  } finally {
    await sluice.end('SIGTERM')
  }
  return sluice.output()
}

/** Whether a call of each provider came with its key; of one that is not there: null. */
async function keysThatWork(api: ApiClient): Promise<Record<string, boolean | null>> {
  const works = async ([name, apiKey]: [string, string]) => {
    const prompt = `${name} ${Math.random()}`
    const { generation } = await api.tryStart({ model: `${name}:fake-model`, prompt })
    if (!generation) return [name, null]
    const { status } = await api.ended(generation.id)
    return [name, status === 'SUCCEEDED' && (await fake.waitForCall(prompt)).hasKey(apiKey)]
  }
  return Object.fromEntries(await Promise.all(Object.entries(apiKeys).map(works))) as Record<string, boolean | null>
}

const both = { one: true, two: true }

test('with another key only those providers are unavailable that it cannot open, and that is said', async () => {
  const printed = await withSluice(second, async (api) => {
    expect(await keysThatWork(api)).toEqual({ one: null, two: null })
    const listed = await listProviders(api)
    expect(listed.map(({ isUsable, keyHint }) => [isUsable, keyHint])).toEqual([
      [false, '6789'],
      [false, '6789'],
    ])
    expect(listed[0]?.message).toContain('SLUICE_SECRET_KEY')
    expect(await api.ended(await api.start({ prompt: 'And the others?' }))).toMatchObject({ status: 'SUCCEEDED' })
  })
  expect(printed).toMatch(/one: Its API key was encrypted with a key that this process does not have/)
  expect(printed).not.toContain(first)
})

test('with a new key before the old one they are encrypted anew, and the old one can go', async () => {
  await withSluice(`${second},${first}`, async (api) => expect(await keysThatWork(api)).toEqual(both))
  await withSluice(second, async (api) => expect(await keysThatWork(api)).toEqual(both))
})

test('an encrypted key in another row, or with another address, opens nothing; set anew it does', async () => {
  await lookInto(place.env, async (database) => {
    await database.query(
      `UPDATE provider_connection a SET sealed_key = b.sealed_key FROM provider_connection b WHERE a.name <> b.name`,
    )
  })
  await withSluice(second, async (api) => {
    expect(await keysThatWork(api)).toEqual({ one: null, two: null })
    const listed = await listProviders(api)
    expect(listed.map(({ message }) => message)).toEqual(
      listed.map(() => expect.stringContaining('belongs to another') as string),
    )
    for (const { id, name } of listed) {
      await updateProvider(api, { id, apiKey: apiKeys[name as keyof typeof apiKeys] })
    }
    expect(await keysThatWork(api)).toEqual(both)
  })
  await lookInto(place.env, async (database) => {
    await database.query(`UPDATE provider_connection SET base_url = base_url || '/elsewhere' WHERE name = 'one'`)
  })
  await withSluice(second, async (api) => expect(await keysThatWork(api)).toEqual({ one: null, two: true }))
})
