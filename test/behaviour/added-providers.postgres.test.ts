import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addProvider, listProviders, removeProvider } from '../support/added-providers.ts'
import { makeApiClient } from '../support/api-client.ts'
import { type Deployment, deploy, quietLeaseMs, token } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { lookInto } from '../support/look-into.ts'
import { eavesdrop, loseNotify } from '../support/lost-notify.ts'
import { startProcess } from '../support/sluice-process.ts'
import { until } from '../support/until.ts'

const apiKey = 'correct-horse-battery-staple'

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider()
  sluice = await deploy({
    SLUICE_ALLOWED_HOSTS: new URL(fake.openaiBaseUrl).host,
    SLUICE_SECRET_KEY: randomBytes(32).toString('base64'),
    SLUICE_LEASE_MS: quietLeaseMs,
  })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

const input = (name: string) => ({ name, baseUrl: fake.openaiBaseUrl })

test('without a key to encrypt with, one with a key is refused, and one without is not', async () => {
  expect(await addProvider(sluice.api, { ...input('acme'), apiKey })).toMatchObject({
    providerConnection: { isUsable: true },
  })
  const { SLUICE_SECRET_KEY: _, ...env } = sluice.env
  const other = await startProcess({ ...env, SLUICE_ROLE: 'web' })
  try {
    const api = makeApiClient(other.url, token)
    expect(await addProvider(api, { ...input('sealed'), apiKey })).toMatchObject({
      __typename: 'NoSecretKey',
      code: 'NO_SECRET_KEY',
    })
    expect(await addProvider(api, input('sealed'))).toMatchObject({ __typename: 'AddProviderSuccess' })
    expect((await listProviders(api)).find(({ name }) => name === 'acme')).toMatchObject({ isUsable: false })
  } finally {
    await other.end('SIGTERM')
  }
})

test('where no hint arrives, the next renewal of a lease sees it', async () => {
  await lookInto(sluice.env, loseNotify)
  await sluice.restart('SIGTERM')
  await using neighbour = await eavesdrop(sluice.env['DATABASE_URL'] ?? '')
  const added = await addProvider(sluice.api, { ...input('unheard'), apiKey })
  const id = await sluice.api.start({ model: 'unheard:fake-model', prompt: 'by and by' })
  expect(await sluice.api.ended(id)).toMatchObject({ status: 'SUCCEEDED' })
  expect(await removeProvider(sluice.api, added.providerConnection?.id ?? '')).toMatchObject({
    __typename: 'RemoveProviderSuccess',
  })
  await until('no worker serves it any more', async () => {
    const { __typename, generation } = await sluice.api.tryStart({ model: 'unheard:fake-model', prompt: 'late' })
    if (generation) await sluice.api.ended(generation.id)
    return __typename === 'ModelUnavailable'
  })
  expect(neighbour.heard('providers')).toBe(0)
})
