import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { composeSluice, type Sluice } from '@sluice/server/compose'
import { readConfig } from '@sluice/server/config'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeApiClient } from '../support/api-client.ts'
import { makePlace, type Place, quietLeaseMs, token } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { stallOn } from '../support/stalled-watcher.ts'
import { until } from '../support/until.ts'

const isFull = process.env['SLUICE_TEST_FULL'] === '1'
const drops = isFull ? 5_000 : 1_000
const atOnce = 50

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

let fake: FakeProvider
let place: Place
let sluice: Sluice
let url: string
/** In this very process, so that its listeners, timers and heap can be counted. */
beforeAll(async () => {
  fake = await startFakeProvider()
  fake.on('goes on', (call) => call.text('so far'))
  place = await makePlace()
  const env = {
    SLUICE_BOOTSTRAP_TOKEN: token,
    SLUICE_LEASE_MS: quietLeaseMs,
    OPENAI_BASE_URL: fake.openaiBaseUrl,
    ...place.env,
  }
  const fail = (fault: unknown): string => expect.fail(String(fault))
  sluice = await composeSluice(readConfig({ ...env, SLUICE_GRACE_MS: '200' }), {
    report: fail,
    onBroken: fail,
  })
  sluice.server.listen(0, '127.0.0.1')
  await once(sluice.server, 'listening')
  url = `http://127.0.0.1:${(sluice.server.address() as AddressInfo).port}`
  await until('readyz', async () => (await fetch(`${url}/readyz`)).ok)
})
afterAll(async () => {
  await sluice.stop()
  await place.remove()
  await fake.close()
})

const connections = () =>
  new Promise<number>((resolve, reject) => {
    sluice.server.getConnections((error, count) => (error ? reject(error) : resolve(count)))
  })

/** What this process holds, once all is quiet. */
async function measure() {
  sluice.server.closeIdleConnections() // those that questions were asked on are kept for the next ones
  await until('all connections are closed', async () => (await connections()) === 0, { timeoutMs: 30_000 })
  for (let n = 0; n < 3; n += 1) {
    await new Promise((resolve) => setImmediate(resolve))
    collectGarbage()
  }
  const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  return { timers, heap: process.memoryUsage().heapUsed }
}

async function connectAndDrop(ids: readonly string[], count: number): Promise<void> {
  for (let done = 0; done < count; done += atOnce) {
    await Promise.all(
      Array.from({ length: atOnce }, async (_, n) => {
        const watcher = await stallOn({ url, token }, ids[n % ids.length] ?? '')
        watcher.leave()
      }),
    )
  }
}

test(`${drops} who come and drop off leave nothing behind`, { timeout: 240_000 }, async () => {
  const warnings: Error[] = []
  const onWarning = (warning: Error) => warnings.push(warning) // a signal with too many listeners is told of so
  process.on('warning', onWarning)
  const api = makeApiClient(url, token)
  const ids = await Promise.all(
    Array.from({ length: 5 }, () => api.start({ model: 'openai:fake-model', prompt: 'goes on' })),
  )
  await until('they run', async () =>
    (await Promise.all(ids.map((id) => api.generation(id)))).every(({ text }) => text !== ''),
  )
  await connectAndDrop(ids, 2_000) // what is compiled and cached at first use is no leak
  const before = await measure()
  await connectAndDrop(ids, drops)
  const after = await measure()
  process.stdout.write(
    `${drops} drops: ${((after.heap - before.heap) / drops).toFixed(0)} bytes each, timers ${before.timers} -> ${after.timers}\n`,
  )
  expect(after.timers).toBeLessThanOrEqual(before.timers + 2)
  // What is compiled and learnt meanwhile is some hundred KiB; a closure a drop would be more in the long form.
  expect((after.heap - before.heap) / 1024 ** 2, 'MiB of heap').toBeLessThan(1)
  expect(warnings).toEqual([])
  process.off('warning', onWarning)
  for (const id of ids) await api.cancel(id)
})
