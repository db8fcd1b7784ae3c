import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { StartInput } from '../support/api-client.ts'
import { type Deployment, databaseKind, deploy, quietLeaseMs } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { paced, pacedText } from '../support/fake-provider/paced.ts'
import { readLog, screenOf } from '../support/follow.ts'
import { lookInto } from '../support/look-into.ts'
import { startProcess } from '../support/sluice-process.ts'
import { canMount, makeSmallPlace, type SmallPlace } from '../support/small-disk.ts'
import { startInVain } from '../support/start-in-vain.ts'
import { until } from '../support/until.ts'
import { findBrokenLogs } from '../support/whole-logs.ts'

const model = 'openai:fake-model'

let fake: FakeProvider
beforeAll(async () => {
  fake = await startFakeProvider()
})
afterAll(async () => {
  await fake.close()
})

/** Nothing is half written: looked at in the tables, when nothing runs any more. */
async function expectWhole({ env, web, worker }: Deployment): Promise<void> {
  await Promise.all([web.end('SIGTERM'), worker.end('SIGTERM')])
  await lookInto(env, async (database) => {
    expect(await findBrokenLogs(database)).toEqual([])
    const orphans = await database.query(
      `SELECT 'key' AS what, generation_id AS id FROM idempotency_key WHERE generation_id NOT IN (SELECT id FROM generation)
       UNION ALL SELECT 'thread', id FROM thread WHERE id NOT IN (SELECT thread_id FROM generation)
       UNION ALL SELECT 'event', generation_id FROM generation_event WHERE generation_id NOT IN (SELECT id FROM generation)`,
    )
    expect(orphans).toEqual([])
  })
}

// A real full disk, not an error that a trigger raises: what a full disk refuses (a page more, never a change within one) decides
// what is half written.
describe.runIf(canMount)('a full disk', () => {
  let place: SmallPlace
  let sluice: Deployment
  beforeEach(async () => {
    place = await makeSmallPlace()
  })
  afterEach(async () => {
    place.disk.makeRoom()
    try {
      await sluice.stop()
    } finally {
      await place.remove()
    }
  })

  const deployHere = async (leaseMs: string) => {
    sluice = await deploy({ ...place.env, OPENAI_BASE_URL: fake.openaiBaseUrl, SLUICE_LEASE_MS: leaseMs })
    return sluice
  }
  /** A prompt that no database can make shorter. */
  const incompressible = (characters: number) => randomBytes(characters).toString('base64').slice(0, characters)
  const workerSays = (text: string) => until(`the worker says ${text}`, () => sluice.worker.output().includes(text))

  test('starts are refused with Unavailable, reads go on, nothing is half written, and the same keys start when there is room', async () => {
    const { api } = await deployHere(quietLeaseMs)
    const before = await api.start({ prompt: 'Water is wet. Is water wet?' })
    await api.ended(before)
    place.disk.fill()

    const inputs: StartInput[] = []
    const refused = await until('a start is refused', async () => {
      const input = { prompt: incompressible(20_000), idempotencyKey: randomUUID() }
      inputs.push(input)
      const result = await api.tryStart(input)
      return result.__typename !== 'StartGenerationSuccess' && result
    })
    expect(refused).toMatchObject({ __typename: 'Unavailable', code: 'UNAVAILABLE' })
    const document = `mutation ($input: StartGenerationInput!) { startGeneration(input: $input) {
      ... on Error { code retryable } ... on Unavailable { retryAfterMs } } }`
    const { body } = await api.ask(document, { input: { model: 'builtin:extract', ...inputs.at(-1) } })
    expect(body).toEqual({ data: { startGeneration: { code: 'UNAVAILABLE', retryable: true, retryAfterMs: 1_000 } } })
    expect(await api.generation(before)).toMatchObject({ status: 'SUCCEEDED' })

    place.disk.makeRoom()
    const ids = await Promise.all(inputs.map((input) => api.start(input)))
    for (const id of ids) expect(await api.ended(id)).toMatchObject({ status: 'SUCCEEDED' })
    expect(new Set(ids).size).toBe(inputs.length)
    expect(sluice.web.output().match(/the database is away/g)).toHaveLength(1)
    await expectWhole(sluice)
  })

  test('in the middle of answers, for less than a lease: they wait, and go on with the whole text', async () => {
    fake.on(/^filled under/, paced(4_000, 1_000))
    const { api } = await deployHere(quietLeaseMs)
    const ids = await Promise.all([1, 2, 3].map((n) => api.start({ model, prompt: `filled under ${n}` })))
    for (const id of ids) await until('it writes', async () => (await api.generation(id)).text.includes('w100 '))
    place.disk.fill()
    await workerSays('No space left on device')
    await until('the provider has said all', () =>
      fake.calls.filter(({ prompt }) => prompt.startsWith('filled under')).every(({ isClosed }) => isClosed),
    )
    const stuck = await Promise.all(ids.map((id) => api.generation(id)))
    expect(stuck.map(({ status }) => status)).toEqual(['RUNNING', 'RUNNING', 'RUNNING'])
    for (const { text } of stuck) expect(pacedText(4_000).startsWith(text)).toBe(true)

    place.disk.makeRoom()
    for (const id of ids) {
      const { status, text, attempts } = await api.ended(id)
      expect({ status, text }).toEqual({ status: 'SUCCEEDED', text: pacedText(4_000) })
      expect(attempts).toMatchObject([{ outcome: 'SUCCEEDED' }])
      expect(screenOf(await readLog(api, id)).text).toBe(text)
    }
    await expectWhole(sluice)
  })

  test('a provider that floods is not read while nothing can be written', async () => {
    const flooded = 'x'.repeat(24_000_000)
    fake.on('flood', async (call) => {
      call.text('before ')
      await until('the disk is full', () => isFull)
      for (let at = 0; at < flooded.length; at += 100_000) call.text(flooded.slice(at, at + 100_000))
    })
    let isFull = false
    const { api } = await deployHere(quietLeaseMs)
    const id = await api.start({ model, prompt: 'flood' })
    await until('it writes', async () => (await api.generation(id)).text !== '')
    const call = await fake.waitForCall('flood')
    place.disk.fill()
    isFull = true
    await workerSays('No space left on device')
    // What the sockets themselves hold is a few megabytes.
    let last = Infinity
    const held = await until(
      'nothing more is taken',
      () => {
        const isStill = call.bufferedBytes === last && last > 0
        last = call.bufferedBytes
        return isStill && last
      },
      { everyMs: 300 },
    )
    expect(held).toBeGreaterThan(10_000_000)

    await api.cancel(id) // before there is room for all of it
    place.disk.makeRoom()
    const { status, text } = await api.ended(id)
    expect(status).toBe('CANCELLED')
    expect(text).toMatch(/^before x*$/)
    expect(screenOf(await readLog(api, id)).text).toBe(text)
    await expectWhole(sluice)
  })

  test('for longer than a lease: the calls are given up, and begin anew when there is room', async () => {
    fake.on(/^given up/, (call) => {
      const isFirst = fake.calls.filter(({ prompt }) => prompt === call.prompt).length === 1
      return paced(isFirst ? 1_000_000 : 40, 1_000)(call)
    })
    const { api } = await deployHere('3000')
    const ids = await Promise.all([1, 2].map((n) => api.start({ model, prompt: `given up ${n}` })))
    for (const id of ids) await until('it writes', async () => (await api.generation(id)).text.includes('w100 '))
    const first = fake.calls.filter(({ prompt }) => prompt.startsWith('given up'))
    place.disk.fill()
    await until('the calls are given up', () => first.every(({ isAbandoned }) => isAbandoned))
    place.disk.makeRoom()
    for (const id of ids) {
      const { status, text, attempts } = await api.ended(id)
      expect({ status, text }).toEqual({ status: 'SUCCEEDED', text: pacedText(40) })
      const [lost] = attempts
      expect(lost?.outcome).toBe('LOST')
      expect(lost?.partialText).toContain('w100 ')
      expect(pacedText(20_000).startsWith(lost?.partialText ?? '?')).toBe(true)
      expect(screenOf(await readLog(api, id)).text).toBe(text)
    }
    await expectWhole(sluice)
  })

  if (databaseKind === 'pglite') {
    test('too full for the next file of its own log: the process ends and says why, and starts when there is room', async () => {
      const { api } = await deployHere(quietLeaseMs)
      const kept = await api.start({ prompt: 'Water is wet. Is water wet?' })
      const { text } = await api.ended(kept)
      place.disk.fill(15_000_000) // for tables; a file of the write-ahead log is 16 MB long
      const shown: string[] = []
      await until(
        'the process ends',
        async () => {
          const started = await api.tryStart({ prompt: incompressible(1_000_000) }).catch(() => null)
          if (started?.generation) shown.push(started.generation.id)
          return !existsSync(`/proc/${sluice.web.pid}`)
        },
        { timeoutMs: 40_000 },
      )
      expect(await sluice.web.end('SIGKILL')).toBe(1)
      expect(sluice.web.output()).toContain('Sluice cannot go on.\n')
      expect(sluice.web.output()).toMatch(/has stopped: .*No space left on device.* start Sluice again/)

      const vain = await startInVain(place.env)
      expect(vain.code).toBe(1)
      expect(vain.output).toMatch(/^Sluice cannot start\.\nCannot use the data directory .*: its disk is full/)

      place.disk.makeRoom()
      await sluice.killWorker()
      expect(await api.generation(kept)).toMatchObject({ status: 'SUCCEEDED', text })
      for (const id of shown) await api.ended(id)
      await expectWhole(sluice)
    })
  }
})

if (databaseKind === 'pglite') {
  test.runIf(canMount)(
    'a disk that is full at the first start: it says so, and starts when there is room',
    async () => {
      const { disk, env, remove } = await makeSmallPlace()
      try {
        const fresh = { SLUICE_DATA_DIR: `${env['SLUICE_DATA_DIR']}-fresh` }
        disk.fill()
        const vain = await startInVain(fresh)
        expect(vain.code).toBe(1)
        expect(vain.output).toMatch(
          /^Sluice cannot start\.\nCannot use the data directory .*: (its disk is full|ENOSPC)/,
        )
        disk.makeRoom()
        expect(await (await startProcess(fresh)).end('SIGTERM')).toBe(0)
      } finally {
        await remove()
      }
    },
  )
}
