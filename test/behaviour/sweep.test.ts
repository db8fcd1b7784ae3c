import { reclaim } from '@sluice/server/chores/reclaim'
import { sweep } from '@sluice/server/chores/sweep'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Deployment, databaseKind, deploy, makePlace } from '../support/deployment.ts'
import { type FakeProvider, startFakeProvider } from '../support/fake-provider/fake-provider.ts'
import { paced, pacedText } from '../support/fake-provider/paced.ts'
import { follow, readLog } from '../support/follow.ts'
import { lookInto, openPlace, uuidIn } from '../support/look-into.ts'
import { putInLine } from '../support/put-in-line.ts'
import { until } from '../support/until.ts'

const model = 'openai:fake-model'

let fake: FakeProvider
let sluice: Deployment
beforeAll(async () => {
  fake = await startFakeProvider()
  fake.on('whole', paced(60, 300))
  fake.on('broken', (call) => {
    call.text('as far as it came')
    call.truncate()
  })
  fake.on('stopped', (call) => call.text('so far'))
  sluice = await deploy({ OPENAI_BASE_URL: fake.openaiBaseUrl, SLUICE_SWEEP_AFTER_MS: '1' })
})
afterAll(async () => {
  await sluice.stop()
  await fake.close()
})

/** One of each end, with its text. */
async function endEach(): Promise<Map<string, string>> {
  const start = (prompt: string) => sluice.api.start({ model, prompt })
  const [whole, broken, stopped] = await Promise.all([start('whole'), start('broken'), start('stopped')])
  await until('it has written', async () => (await sluice.api.generation(stopped)).text !== '')
  await sluice.api.cancel(stopped)
  const ended = await Promise.all([whole, broken, stopped].map((id) => sluice.api.ended(id)))
  expect(ended.map(({ status }) => status)).toEqual(['SUCCEEDED', 'FAILED', 'CANCELLED'])
  return new Map(ended.map(({ id, text }) => [id, text]))
}

interface Row {
  readonly id: string
  readonly kinds: string[]
  readonly is_swept: boolean
}

async function rowsOf(ids: readonly string[]): Promise<Row[]> {
  return lookInto(sluice.env, (database) =>
    database.query<Row>(
      `SELECT g.id, g.floor = g.head AS is_swept, ARRAY(SELECT kind FROM generation_event e WHERE e.generation_id = g.id ORDER BY seq) AS kinds
       FROM generation g WHERE g.id = ANY($1::uuid[])`,
      [ids.map(uuidIn)],
    ),
  )
}

test('what ended is swept by the next start: the deltas go, the text and everything else stays', async () => {
  const texts = await endEach()
  const ids = [...texts.keys()]
  const cursors = new Map<string, string[]>()
  for (const id of ids)
    cursors.set(
      id,
      (await readLog(sluice.api, id)).map(({ cursor }) => cursor),
    )
  const running = await sluice.api.start({ model, prompt: 'stopped' })
  await until('it has written', async () => (await sluice.api.generation(running)).text !== '')

  await sluice.restart('SIGKILL')
  // One who has seen nothing gets a snapshot and the end; before the sweep the whole log.
  for (const id of ids) {
    await until(`${id} is swept`, async () => (await readLog(sluice.api, id))[0]?.__typename === 'GenerationSnapshot')
  }

  for (const [id, text] of texts) {
    expect((await sluice.api.generation(id)).text).toBe(text)
    for (const after of cursors.get(id) ?? []) {
      const seen: string[] = []
      let shown: string | undefined
      for await (const event of sluice.api.watch(id, { after })) {
        seen.push(event.__typename)
        if (event.__typename === 'GenerationSnapshot') shown = event.text
      }
      // Nothing is left out: what is gone stands in a snapshot; who has all but the end gets the end.
      expect(seen.at(-1)).toMatch(/^Generation(?:Succeeded|Failed|Cancelled)$/)
      if (seen.length > 1) expect([seen[0], shown]).toEqual(['GenerationSnapshot', text])
    }
  }
  expect(texts.get(ids[0] ?? '')).toBe(pacedText(60))
  await sluice.api.cancel(running)
  expect(await follow(sluice.api, running)).toMatchObject({ ended: 'GenerationCancelled' })

  await Promise.all([sluice.web.end('SIGTERM'), sluice.worker.end('SIGTERM')])
  for (const { kinds, is_swept: isSwept } of await rowsOf(ids)) {
    expect(isSwept).toBe(true)
    expect(kinds).not.toContain('TextDelta')
    expect(kinds.filter((kind) => kind === 'StatusChanged').length).toBeGreaterThan(1)
    expect(kinds.at(-1)).toMatch(/^Generation/)
  }
})

// PostgreSQL's autovacuum does the same there.
if (databaseKind === 'pglite') {
  test('the room of what was swept is used again: the directory does not grow with each day', async () => {
    const place = await makePlace()
    const database = await openPlace(place.env)
    const sizeNow = async () => {
      const [row] = await database.query<{ bytes: number }>(
        "SELECT pg_total_relation_size('generation_event')::float8 AS bytes",
      )
      return row?.bytes ?? Number.NaN
    }
    const signal = AbortSignal.timeout(30_000)
    const sizes: number[] = []
    try {
      const ids = await Promise.all(Array.from({ length: 8 }, async () => (await putInLine(database)).id))
      for (let day = 0; day < 4; day += 1) {
        await database.query(
          `INSERT INTO generation_event (generation_id, seq, attempt, kind, payload)
           SELECT id, seq, 1, 'TextDelta', '{"text": "two tokens "}' FROM unnest($1::uuid[]) AS id, generate_series($2::int, $2::int + 999) AS seq`,
          [ids, 10 + day * 1_000],
        )
        sizes.push(await sizeNow())
        await database.query(
          `UPDATE generation SET status = 'SUCCEEDED', ended_at = now() - interval '1 hour', head = $2, output = '' WHERE id = ANY($1::uuid[])`,
          [ids, 10 + (day + 1) * 1_000],
        )
        expect(await sweep(database, { afterMs: 0, signal })).toBeGreaterThan(0)
        await database.query('SELECT pg_stat_force_next_flush()') // else its counts are a second old
        await reclaim(database, { signal })
      }
    } finally {
      await database.close()
      await place.remove()
    }
    expect(Math.max(...sizes)).toBeLessThan((sizes[0] ?? 0) * 1.5)
  })
}
