import { randomUUID } from 'node:crypto'
import { reap } from '@sluice/server/dispatch/reaper'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ApiClient, SeenEvent, SeenGeneration } from '../support/api-client.ts'
import { type CuttingProxy, startCuttingProxy } from '../support/cutting-proxy.ts'
import { type Deployment, databaseKind, deploy, lostWorkerLeaseMs } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { paced, pacedText } from '../support/fake-provider/paced.ts'
import type { Screen } from '../support/fold.ts'
import { follow, readLog, screenOf } from '../support/follow.ts'
import { type Hold, holdInserts, isWaitingForRow } from '../support/hold-inserts.ts'
import { lookInto, uuidIn } from '../support/look-into.ts'
import { writeProvidersFile } from '../support/providers-file.ts'
import { startProcess } from '../support/sluice-process.ts'
import { until } from '../support/until.ts'

const model = 'openai:fake-model'
/** Of this one runs at a time. */
const narrow = 'openai:narrow'
const leaseMs = Number(lostWorkerLeaseMs)

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider()
  const file = writeProvidersFile({ models: [{ id: narrow, cap: 1 }] })
  sluice = await deploy({
    OPENAI_BASE_URL: fake.openaiBaseUrl,
    SLUICE_LEASE_MS: lostWorkerLeaseMs,
    SLUICE_PROVIDERS: file,
  })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})
beforeEach(() => {
  // "lost 2 …": stalls midway in its first two attempts, and answers in the third
  fake.on(/^lost \d/, (call) => {
    const attempt = fake.calls.filter(({ prompt }) => prompt === call.prompt).length
    if (attempt > Number(/\d/.exec(call.prompt))) return paced(40, 400)(call)
    call.text(`attempt ${attempt} `)
    call.text('got this far')
  })
  fake.on(/^endless/, paced(100_000, 100))
})

function hasText(id: string, pattern: RegExp): Promise<SeenGeneration> {
  return until(`${id} says ${pattern}`, async () => {
    const seen = await sluice.api.generation(id)
    return pattern.test(seen.text) && seen
  })
}

interface Watcher {
  /** Resolves once this is on the screen. */
  sees(text: string): Promise<unknown>
  /** What the watcher has in the end, and how often it was told that the worker was lost. */
  readonly end: Promise<{ screen: Screen; restarts: number }>
}

/** Watches from now on, through every kill. */
function watchThrough(api: ApiClient, id: string): Watcher {
  let restarts = 0
  let now = ''
  const onEvent = ({ __typename, reason }: SeenEvent, { text }: Screen) => {
    if (__typename === 'Restarted' && reason === 'WORKER_LOST') restarts += 1
    now = text
    return true
  }
  const end = follow(api, id, { onEvent }).then((screen) => ({ screen, restarts }))
  return { end, sees: (text) => until(`a watcher sees ${text}`, () => now === text) }
}

test('lost once or twice: it succeeds with the whole text; lost a third time: it is interrupted with what it had', async () => {
  const ids = await Promise.all([1, 2, 3].map((n) => sluice.api.start({ model, prompt: `lost ${n}` })))
  const watchers = ids.map((id) => watchThrough(sluice.api, id))
  for (const attempt of [1, 2, 3]) {
    for (const watcher of watchers.slice(attempt - 1)) await watcher.sees(`attempt ${attempt} got this far`)
    await sluice.killWorker()
    await sluice.api.ended(ids[attempt - 1] ?? '') // each by itself: a kill too many would be a loss more
  }
  const ended = await Promise.all(ids.map((id) => sluice.api.ended(id)))
  const partial = (n: number) => ({ number: n, outcome: 'LOST', partialText: `attempt ${n} got this far` })
  expect(ended).toMatchObject([
    {
      status: 'SUCCEEDED',
      text: pacedText(40),
      error: null,
      attempts: [partial(1), { number: 2, outcome: 'SUCCEEDED' }],
    },
    {
      status: 'SUCCEEDED',
      text: pacedText(40),
      attempts: [partial(1), partial(2), { number: 3, outcome: 'SUCCEEDED' }],
    },
    {
      status: 'INTERRUPTED',
      text: 'attempt 3 got this far',
      error: { code: 'WORKER_LOST', retryable: true },
      attempts: [partial(1), partial(2), partial(3)],
    },
  ])
  const seen = await Promise.all(watchers.map(({ end }) => end))
  expect(seen.map(({ restarts }) => restarts)).toEqual([1, 2, 2])
  expect(seen.map(({ screen }) => screen.text)).toEqual(ended.map(({ text }) => text))
  expect(seen.map(({ screen }) => screen.ended)).toEqual([
    'GenerationSucceeded',
    'GenerationSucceeded',
    'GenerationInterrupted',
  ])
})

test('being cancelled when its worker dies: it is cancelled, and keeps its text', async () => {
  const id = await sluice.api.start({ model, prompt: 'lost 9 times, if nobody cancels' })
  await hasText(id, /far$/)
  await sluice.worker.end('SIGKILL')
  if (databaseKind === 'postgres') await sluice.api.cancel(id)
  else await flagAsCancelled(id)
  await sluice.killWorker()
  expect(await sluice.api.ended(id)).toMatchObject({
    status: 'CANCELLED',
    text: 'attempt 1 got this far',
    error: null,
    attempts: [{ outcome: 'LOST' }],
  })
  expect(fake.calls.filter(({ prompt }) => prompt.startsWith('lost 9'))).toHaveLength(1)
})

/** The one process that could do it has died on PGlite: what it would have written just before. */
function flagAsCancelled(id: string): Promise<unknown> {
  return lookInto(sluice.env, (database) =>
    database.query(`UPDATE generation SET status = 'CANCELLING', cancel_requested_at = now() WHERE id = $1`, [
      uuidIn(id),
    ]),
  )
}

test('what is in line when the worker dies stays in line, and is done after what ran', async () => {
  const ids: string[] = []
  for (const n of [1, 0]) ids.push(await sluice.api.start({ model: narrow, prompt: `lost ${n} on the narrow one` }))
  await hasText(ids[0] ?? '', /far$/)
  expect(await sluice.api.generation(ids[1] ?? '')).toMatchObject({ status: 'QUEUED', attempts: [] })
  await sluice.killWorker()
  const ended = await Promise.all(ids.map((id) => sluice.api.ended(id)))
  expect(ended).toMatchObject([
    { status: 'SUCCEEDED', text: pacedText(40), attempts: [{ outcome: 'LOST' }, { outcome: 'SUCCEEDED' }] },
    { status: 'SUCCEEDED', text: pacedText(40), attempts: [{ outcome: 'SUCCEEDED' }] },
  ])
})

test('everything frozen for twice the lease: it goes on, or begins anew by itself, and the text is whole', async () => {
  const thawed = Promise.withResolvers<void>()
  fake.on('frozen', async (call) => {
    if (fake.calls.filter(({ prompt }) => prompt === 'frozen').length > 1) return paced(40, 400)(call)
    call.text('before, ')
    await thawed.promise
    call.text('after')
    call.end()
  })
  const own = await deploy({ OPENAI_BASE_URL: fake.openaiBaseUrl, SLUICE_LEASE_MS: '3000' })
  try {
    const id = await own.api.start({ model, prompt: 'frozen' })
    const watcher = watchThrough(own.api, id)
    await watcher.sees('before, ')
    const processes = [...new Set([own.web, own.worker])]
    for (const each of processes) each.signal('SIGSTOP')
    const thawAt = performance.now() + 6_000
    await until('twice the lease is over', () => performance.now() >= thawAt)
    for (const each of processes) each.signal('SIGCONT')
    thawed.resolve()

    // A lease that lapsed while nobody could see it may be renewed: then nothing was lost.
    const { status, text, attempts } = await own.api.ended(id)
    const { screen, restarts } = await watcher.end
    expect(status).toBe('SUCCEEDED')
    expect(text).toBe(attempts.at(-1)?.number === 1 ? 'before, after' : pacedText(40))
    expect(restarts, JSON.stringify(attempts)).toBe(attempts.filter(({ outcome }) => outcome === 'LOST').length)
    expect(screen.text).toBe(text)
    const first = await fake.waitForCall('frozen')
    await until('the first call is over', () => first.isClosed)
  } finally {
    await own.stop()
  }
})

if (databaseKind === 'postgres') {
  test('a worker frozen for twice its lease while another takes over: it writes nothing more, and goes on with new work', async () => {
    const prompt = 'endless for the frozen one'
    const id = await sluice.api.start({ model, prompt })
    const first = await fake.waitForCall(prompt)
    await hasText(id, /w5 /)
    sluice.worker.signal('SIGSTOP')
    const thawAt = performance.now() + 2 * leaseMs
    const second = await startProcess({ ...sluice.env, SLUICE_ROLE: 'worker' })
    try {
      const again = await fake.waitForCall(prompt, 2)
      await hasText(id, /w5 /)
      await until('twice the lease is over', () => performance.now() >= thawAt)
      expect(first.isClosed).toBe(false)
      sluice.worker.signal('SIGCONT')
      await until('the frozen one closes its socket', () => first.isAbandoned, { timeoutMs: 2_000 })
      const { text } = await sluice.api.generation(id)
      await until('the other goes on', async () => (await sluice.api.generation(id)).text.length > text.length + 100)
      expect(again.isClosed).toBe(false)
      await sluice.api.cancel(id)
      const ended = await sluice.api.ended(id)
      expect(ended.attempts).toMatchObject([{ outcome: 'LOST' }, { outcome: 'CANCELLED' }])
      expect(pacedText(100_000).startsWith(ended.text)).toBe(true)
      await expectAttemptsInOrder(id)
    } finally {
      await second.end('SIGKILL')
    }
    const next = await sluice.api.start({ model, prompt: 'lost 0 after the thaw' })
    expect(await sluice.api.ended(next)).toMatchObject({ status: 'SUCCEEDED', text: pacedText(40) })
  })

  test.each(['frozen', 'alive'])(
    'a flush held past its fence until the lease has lapsed, the worker %s: no text after Restarted',
    async (state) => {
      const prompt = `held, ${state}`
      fake.on(prompt, async (call) => {
        if (fake.calls.filter((other) => other.prompt === prompt).length > 1) return paced(40, 400)(call)
        call.text('before, ')
        await until('it is held', () => hold !== undefined)
        call.text('held')
      })
      let hold: Hold | undefined
      const id = await sluice.api.start({ model, prompt })
      await hasText(id, /^before, $/)
      await lookInto(sluice.env, async (database) => {
        await using held = await holdInserts(database, uuidIn(id), 'TextDelta')
        hold = held
        await until('the flush is past its fence', held.isReached)
        if (state === 'frozen') sluice.worker.signal('SIGSTOP')
        await until('the reaper waits', () => isWaitingForRow(database, 'UPDATE worker SET dead_at'))
        expect((await sluice.api.generation(id)).text).toBe('before, ')
        await held.release()
      })
      sluice.worker.signal('SIGCONT')
      expect(await sluice.api.ended(id)).toMatchObject({
        status: 'SUCCEEDED',
        text: pacedText(40),
        attempts: [{ outcome: 'LOST', partialText: 'before, held' }, { outcome: 'SUCCEEDED' }],
      })
      await expectAttemptsInOrder(id)
    },
  )

  /** A worker of its own, whose line to the database can be cut. */
  async function withCuttableWorker(work: (line: CuttingProxy) => Promise<void>): Promise<void> {
    const url = new URL(sluice.env['DATABASE_URL'] ?? '')
    const line = await startCuttingProxy(url.href)
    url.host = new URL(line.url).host
    await sluice.worker.end('SIGTERM')
    const worker = await startProcess({ ...sluice.env, SLUICE_ROLE: 'worker', DATABASE_URL: url.href })
    try {
      await work(line)
    } finally {
      await worker.end('SIGKILL')
      await line.close()
      await sluice.killWorker()
    }
  }

  test('a database that is away for a moment costs nothing but the moment', async () => {
    await withCuttableWorker(async (line) => {
      fake.on(/^a moment/, paced(200, 100))
      const ids = await Promise.all([1, 2, 3].map((n) => sluice.api.start({ model, prompt: `a moment ${n}` })))
      for (const atToken of [10, 60, 110]) {
        await hasText(ids[0] ?? '', new RegExp(`w${atToken} `))
        line.cut()
        const mendAt = performance.now() + 150
        await until('the moment is over', () => performance.now() >= mendAt)
        line.mend()
      }
      for (const id of ids) {
        const { status, text, attempts } = await sluice.api.ended(id)
        expect({ status, text }).toEqual({ status: 'SUCCEEDED', text: pacedText(200) })
        expect(attempts).toMatchObject([{ outcome: 'SUCCEEDED' }])
        expect(screenOf(await readLog(sluice.api, id)).text).toBe(text)
      }
    })
  })

  test('a worker that has lost its database gives up its calls within the lease, and begins anew when it is back', async () => {
    await withCuttableWorker(async (line) => {
      const prompt = 'lost 1 with the database'
      const id = await sluice.api.start({ model, prompt })
      const first = await fake.waitForCall(prompt)
      await hasText(id, /far$/)
      const cutAt = performance.now()
      line.cut()
      await until('the call is given up', () => first.isAbandoned)
      expect((first.closedAt ?? Infinity) - cutAt).toBeLessThan(leaseMs + 500)
      line.mend()
      expect(await sluice.api.ended(id)).toMatchObject({
        status: 'SUCCEEDED',
        text: pacedText(40),
        attempts: [{ outcome: 'LOST', partialText: 'attempt 1 got this far' }, { outcome: 'SUCCEEDED' }],
      })
      await expectAttemptsInOrder(id)
    })
  })

  test('declared dead in full flight: what it wrote stands before Restarted, and after that nothing of it', async () => {
    fake.on(/^in flight/, paced(600, 150)) // four seconds: they must not end before they are taken away
    const ids = await Promise.all(
      Array.from({ length: 12 }, (_, n) => sluice.api.start({ model, prompt: `in flight ${n}` })),
    )
    await Promise.all(ids.map((id) => hasText(id, /w20 /)))
    const old = fake.calls.filter(({ prompt }) => prompt.startsWith('in flight'))
    const reaped = await lookInto(sluice.env, (database) =>
      database.transaction(async (sql) => {
        await sql.query(`UPDATE worker SET lease_until = now() - interval '1 ms' WHERE slots > 0`)
        return reap({ ...database, transaction: (work) => work(sql) }, randomUUID(), 'lapsed')
      }),
    )
    expect(new Set(reaped)).toEqual(new Set(ids.map(uuidIn)))
    await until('all old calls are given up', () => old.every(({ isAbandoned }) => isAbandoned))
    for (const id of ids) {
      const { status, text, attempts } = await sluice.api.ended(id)
      expect({ status, text }).toEqual({ status: 'SUCCEEDED', text: pacedText(600) })
      expect(attempts).toMatchObject([{ outcome: 'LOST' }, { outcome: 'SUCCEEDED' }])
      const log = await readLog(sluice.api, id)
      const lostAt = log.findIndex(({ __typename }) => __typename === 'Restarted')
      expect(screenOf(log.slice(0, lostAt)).text).toBe(attempts[0]?.partialText)
      expect(screenOf(log).text).toBe(text)
      await expectAttemptsInOrder(id)
    }
  })
}

/** Nothing of an attempt stands in the log after the Restarted that ended it, and no seq is missing. */
async function expectAttemptsInOrder(id: string): Promise<void> {
  const rows = await lookInto(sluice.env, (database) =>
    database.query<{ seq: number; attempt: number }>(
      'SELECT seq, attempt FROM generation_event WHERE generation_id = $1 ORDER BY seq',
      [uuidIn(id)],
    ),
  )
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, n) => n + 1))
  const attempts = rows.map(({ attempt }) => attempt)
  expect(attempts).toEqual(attempts.toSorted((a, b) => a - b))
}
