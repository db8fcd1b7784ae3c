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
const names = ['one', 'two', 'moved', 'kept'] as const
const keyOf = (name: string) => `key-of-${name}-0123456789`

let fake: FakeProvider
let place: Place
beforeAll(async () => {
  fake = await startFakeProvider()
  place = await makePlace()
  await withSluice(first, async (api) => {
    for (const name of names) {
      await addProvider(api, { name, apiKey: keyOf(name), baseUrl: fake.openaiBaseUrl })
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

/** The providers that answer, each of them asked with its own key. */
async function thoseThatWork(api: ApiClient): Promise<string[]> {
  const works = async (name: string) => {
    const prompt = `${name} ${Math.random()}`
    const { generation, code } = await api.tryStart({ model: `${name}:fake-model`, prompt })
    if (!generation && code === 'MODEL_UNAVAILABLE') return []
    expect(await api.ended(generation?.id ?? '')).toMatchObject({ status: 'SUCCEEDED' })
    expect((await fake.waitForCall(prompt)).hasKey(keyOf(name))).toBe(true)
    return [name]
  }
  return (await Promise.all(names.map(works))).flat()
}

test('with another key only those providers are unavailable that it cannot open, and that is said', async () => {
  const printed = await withSluice(second, async (api) => {
    expect(await thoseThatWork(api)).toEqual([])
    const listed = await listProviders(api)
    expect(listed).toMatchObject(names.map(() => ({ isUsable: false, keyHint: '6789' })))
    expect(listed[0]?.message).toContain('SLUICE_SECRET_KEY')
    expect(await api.ended(await api.start({ prompt: 'And the others?' }))).toMatchObject({ status: 'SUCCEEDED' })
  })
  expect(printed).toMatch(/one: Its API key was encrypted with a key that this process does not have/)
  expect(printed).not.toContain(first)
})

test('with a new key before the old one they are encrypted anew', async () => {
  await withSluice(`${second},${first}`, async (api) => expect(await thoseThatWork(api)).toEqual(names))
})

test('then the old one can go; an encrypted key in another row, or for another address, opens nothing until it is set anew', async () => {
  await lookInto(place.env, async (database) => {
    await database.query(`UPDATE provider_connection a SET sealed_key = b.sealed_key FROM provider_connection b
      WHERE (a.name, b.name) IN (('one', 'two'), ('two', 'one'))`)
    await database.query(`UPDATE provider_connection SET base_url = base_url || '/elsewhere' WHERE name = 'moved'`)
  })
  await withSluice(second, async (api) => {
    expect(await thoseThatWork(api)).toEqual(['kept'])
    const broken = (await listProviders(api)).filter(({ isUsable }) => !isUsable)
    expect(broken.map(({ name }) => name)).toEqual(['moved', 'one', 'two'])
    for (const { id, name, message } of broken) {
      expect(message).toContain('belongs to another')
      await updateProvider(api, { id, baseUrl: fake.openaiBaseUrl, apiKey: keyOf(name) })
    }
    expect(await thoseThatWork(api)).toEqual(names)
  })
})
