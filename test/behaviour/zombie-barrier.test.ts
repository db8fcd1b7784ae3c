import { randomUUID } from 'node:crypto'
import type { Claim } from '@sluice/core/generation/run-log'
import type { Database } from '@sluice/prisma/sql'
import { claimNext } from '@sluice/server/dispatch/claim'
import { reap } from '@sluice/server/dispatch/reaper'
import { type Frame, flush } from '@sluice/server/log/flush'
import { makeEventLog } from '@sluice/server/log/read-log'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { databaseKind, makePlace, type Place } from '../support/deployment.ts'
import { holdInserts, isWaitingForRow } from '../support/hold-inserts.ts'
import { openPlace } from '../support/look-into.ts'
import { makeWorker, putInLine, unlimited } from '../support/put-in-line.ts'
import { until } from '../support/until.ts'

let place: Place
let database: Database
beforeAll(async () => {
  place = await makePlace()
  database = await openPlace(place.env)
})
afterAll(async () => {
  await database.close()
  await place.remove()
})

const letLapse = (workerId: string) =>
  database.query(`UPDATE worker SET lease_until = now() - interval '1 s' WHERE id = $1`, [workerId])

const claim = async (workerId: string, provider: string) =>
  (await claimNext(database, { workerId, ask: 1, caps: unlimited, providers: [provider] })).claims

/** A generation that this worker has taken on; nobody else is in line for its provider. */
async function takeOn(workerId: string) {
  const { provider } = await putInLine(database)
  const [taken] = await claim(workerId, provider)
  if (!taken) throw new Error('nothing was claimed')
  return taken
}

function textFrame({ id, attempt }: { id: string; attempt: number }, seq: number, text: string): Frame {
  const events = [{ seq, body: { kind: 'TextDelta' as const, text } }]
  return {
    id,
    attempt,
    events,
    head: seq,
    phase: null,
    hasContent: true,
    answeredBy: null,
    checkpoint: null,
    end: null,
  }
}

function endFrame(claim: Claim, seq: number, output: string): Frame {
  const nothing = { error_code: null, error_message: null, error_retryable: null, usage: null }
  const end = {
    ...nothing,
    status: 'SUCCEEDED' as const,
    outcome: 'SUCCEEDED' as const,
    text_tail: output,
    thinking_tail: '',
  }
  const { model, provider, retries } = claim
  const rest = {
    finish_reason: 'STOP',
    cost: null,
    hold: null,
    delay_ms: 0,
    model,
    provider,
    retries,
    asked: provider,
    asked_wait_ms: null,
  }
  const events = [{ seq, body: { kind: 'GenerationSucceeded' as const, finishReason: 'STOP' as const } }]
  return { ...textFrame(claim, seq, ''), events, end: { ...end, ...rest } }
}

/** The log as `seq attempt kind`, and the text where there is one. */
async function logOf(id: string): Promise<string[]> {
  const rows = await database.query<{ line: string }>(
    `SELECT concat_ws(' ', seq, attempt, kind, payload->>'text') AS line FROM generation_event WHERE generation_id = $1 ORDER BY seq`,
    [id],
  )
  return rows.map(({ line }) => line)
}

const begun = ['1 0 StatusChanged', '2 1 StatusChanged']

test('a checkpoint that is repeated stands once, and the output is checkpoint and tail together', async () => {
  const workerId = await makeWorker(database)
  const taken = await takeOn(workerId)
  const checkpoint = { text: 'To be ', thinking: 'hm' }
  const frame = { ...textFrame(taken, 3, 'To be '), checkpoint }
  await flush(database, { workerId, frames: [frame] })
  await flush(database, { workerId, frames: [frame], isRepeat: true })
  await flush(database, { workerId, frames: [textFrame(taken, 4, 'continued')] })
  const log = makeEventLog(database)
  expect(await log.snapshot(taken.id)).toMatchObject({ text: 'To be continued', thinking: 'hm', seq: 4 })
  await flush(database, { workerId, frames: [endFrame(taken, 5, 'continued')] })
  expect(await log.snapshot(taken.id)).toMatchObject({ text: 'To be continued', thinking: 'hm', seq: 5 })
})

test('any text stands in the log as it was written', async () => {
  const texts = ['"', '\\', '\\"', '{a,b}', ', NULL', 'NULL', '', ' ', '\n\r\t\u0001\u007f', '\u2028', 'ß 漢 🙂', `'$1`]
  const workerId = await makeWorker(database)
  const taken = await takeOn(workerId)
  const [plain, touching] = [3, 3 + texts.length]
  const frameOf = (from: number) => ({
    ...textFrame(taken, from + texts.length - 1, ''),
    events: texts.map((text, n) => ({ seq: from + n, body: { kind: 'TextDelta' as const, text } })),
  })
  await flush(database, { workerId, frames: [frameOf(plain)] })
  await flush(database, { workerId, frames: [{ ...frameOf(touching), checkpoint: { text: 'all', thinking: '' } }] })
  const { events } = await makeEventLog(database).read(taken.id, { after: 2, limit: 256 })
  expect(events.map(({ body }) => 'text' in body && body.text)).toEqual([...texts, ...texts])
})

test('a checkpoint leaves the indexes of the row alone', async () => {
  const workerId = await makeWorker(database)
  const taken = await takeOn(workerId)
  const checkpoint = { text: 'and so on ', thinking: '' }
  const [before, after] = await database.transaction(async (sql) => {
    const counted = async () => {
      const rows = await sql.query<{ all: number; inPlace: number }>(
        `SELECT n_tup_upd AS all, n_tup_hot_upd AS "inPlace" FROM pg_stat_xact_user_tables WHERE relname = 'generation'`,
      )
      return rows[0] ?? { all: Number.NaN, inPlace: Number.NaN }
    }
    const earlier = await counted() // of this connection, and not told of yet
    for (const seq of [3, 4, 5]) {
      await flush(sql, { workerId, frames: [{ ...textFrame(taken, seq, 'and so on '), checkpoint }] })
    }
    return [earlier, await counted()] as const
  })
  expect(after.all - before.all).toBe(3)
  // Where its page is full a row is put into another, and into the indexes with it: once, for then there is room.
  expect(after.inPlace - before.inPlace).toBeGreaterThanOrEqual(2)
})

describe('one after the other', () => {
  test('a flush before the reaper: its text is in the log, before Restarted', async () => {
    const workerId = await makeWorker(database)
    const taken = await takeOn(workerId)
    expect(await flush(database, { workerId, frames: [textFrame(taken, 3, 'in time')] })).toMatchObject({
      isLeased: true,
    })
    await letLapse(workerId)
    expect(await reap(database, randomUUID(), 'lapsed')).toEqual([taken.id])
    expect(await logOf(taken.id)).toEqual([...begun, '3 1 TextDelta in time', '4 1 Restarted', '5 1 StatusChanged'])
    const [attempt] = await database.query('SELECT outcome::text, partial_text FROM attempt WHERE generation_id = $1', [
      taken.id,
    ])
    expect(attempt).toEqual({ outcome: 'LOST', partial_text: 'in time' })
  })

  test.each([
    ['more text', textFrame],
    ['its end', endFrame],
  ])('a flush of %s after the reaper writes nothing', async (_, makeFrame) => {
    const workerId = await makeWorker(database)
    const taken = await takeOn(workerId)
    await letLapse(workerId)
    expect(await reap(database, randomUUID(), 'lapsed')).toEqual([taken.id])
    const result = await flush(database, { workerId, frames: [makeFrame(taken, 3, 'too late')] })
    expect(result.isLeased).toBe(false)
    expect(result.statusOf.size).toBe(0)
    expect(await logOf(taken.id)).toEqual([...begun, '3 1 Restarted', '4 1 StatusChanged'])
    expect(await database.query('SELECT head, status::text, output FROM generation WHERE id = $1', [taken.id])).toEqual(
      [{ head: 4, status: 'QUEUED', output: null }],
    )
  })

  test('a lease that has lapsed writes nothing, though nobody has reaped it yet', async () => {
    const workerId = await makeWorker(database)
    const taken = await takeOn(workerId)
    await letLapse(workerId)
    expect(await flush(database, { workerId, frames: [endFrame(taken, 3, 'late')] })).toMatchObject({ isLeased: false })
    expect(await logOf(taken.id)).toEqual(begun)
    await reap(database, randomUUID(), 'lapsed')
  })

  test('a worker that lives writes nothing for an attempt that is not its own any more', async () => {
    const [lost, other] = [await makeWorker(database), await makeWorker(database)]
    const taken = await takeOn(lost)
    await letLapse(lost)
    await reap(database, randomUUID(), 'lapsed')
    const [again] = await claim(other, taken.provider)
    expect(again).toMatchObject({ id: taken.id, attempt: 2, head: 5 })
    const mine = await takeOn(other)
    for (const [workerId, attempt] of [
      [other, 1],
      [other, 3],
      [lost, 2],
    ] as const) {
      const result = await flush(database, { workerId, frames: [textFrame({ id: taken.id, attempt }, 6, 'not mine')] })
      expect(result.statusOf.size).toBe(0)
    }
    const both = [textFrame(taken, 6, 'not mine'), textFrame(mine, 3, 'mine')]
    expect([...(await flush(database, { workerId: other, frames: both })).statusOf.keys()]).toEqual([mine.id])
    expect(await logOf(mine.id)).toEqual([...begun, '3 1 TextDelta mine'])
    expect((await logOf(taken.id)).filter((line) => line.includes('not mine'))).toEqual([])
  })

  test('a flush whose answer was lost can be repeated: text and end stand once', async () => {
    const workerId = await makeWorker(database)
    const taken = await takeOn(workerId)
    for (const isRepeat of [false, true])
      await flush(database, { workerId, frames: [textFrame(taken, 3, 'once')], isRepeat })
    for (const isRepeat of [false, true])
      await flush(database, { workerId, frames: [endFrame(taken, 4, 'once')], isRepeat })
    expect(await logOf(taken.id)).toEqual([...begun, '3 1 TextDelta once', '4 1 GenerationSucceeded'])
  })

  test('a flush that does not know that it is repeated writes nothing and says so', async () => {
    const workerId = await makeWorker(database)
    const [taken, other] = [await takeOn(workerId), await takeOn(workerId)]
    await flush(database, { workerId, frames: [textFrame(taken, 3, 'once')] })
    const frames = [textFrame(other, 3, 'beside it'), textFrame(taken, 3, 'once')]
    await expect(flush(database, { workerId, frames })).rejects.toThrow(/generation_event_pkey/)
    expect(await logOf(other.id)).toEqual(begun)
    await flush(database, { workerId, frames, isRepeat: true })
    expect(await logOf(other.id)).toEqual([...begun, '3 1 TextDelta beside it'])
    expect(await logOf(taken.id)).toEqual([...begun, '3 1 TextDelta once'])
  })

  test('who reaps never takes its own', async () => {
    const workerId = await makeWorker(database)
    const taken = await takeOn(workerId)
    await letLapse(workerId)
    expect(await reap(database, workerId, 'lapsed')).toEqual([])
    expect(await reap(database, workerId, 'all-others')).not.toContain(taken.id)
    expect(await reap(database, randomUUID(), 'all-others')).toContain(taken.id)
  })
})

// PGlite has one connection: there statements come one after the other.
if (databaseKind === 'postgres') {
  describe('both at once', () => {
    test('a zombie between fence and commit: the reaper waits, and then finds what it wrote', async () => {
      const workerId = await makeWorker(database, 1_000)
      const taken = await takeOn(workerId)
      await using hold = await holdInserts(database, taken.id, 'TextDelta')
      const flushing = flush(database, { workerId, frames: [textFrame(taken, 3, 'held')] })
      await until('the flush is past its fence', hold.isReached)
      await until('the lease lapses', async () => {
        const [row] = await database.query<{ lapsed: boolean }>(
          'SELECT lease_until < clock_timestamp() AS lapsed FROM worker WHERE id = $1',
          [workerId],
        )
        return row?.lapsed
      })
      const reaping = reap(database, randomUUID(), 'lapsed')
      await until('the reaper waits', () => isWaitingForRow(database, 'UPDATE worker SET dead_at'))
      expect(await logOf(taken.id)).toEqual(begun)
      await hold.release()
      expect(await flushing).toMatchObject({ isLeased: true })
      expect(await reaping).toEqual([taken.id])
      expect(await logOf(taken.id)).toEqual([...begun, '3 1 TextDelta held', '4 1 Restarted', '5 1 StatusChanged'])
    })

    test('a zombie between fence and commit of its end: it has ended, and the reaper finds nothing', async () => {
      const workerId = await makeWorker(database)
      const taken = await takeOn(workerId)
      await using hold = await holdInserts(database, taken.id, 'GenerationSucceeded')
      const flushing = flush(database, { workerId, frames: [endFrame(taken, 3, 'whole')] })
      await until('the flush is past its fence', hold.isReached)
      const reaping = reap(database, randomUUID(), 'all-others')
      await until('the reaper waits', () => isWaitingForRow(database, 'UPDATE worker SET dead_at'))
      await hold.release()
      expect((await flushing).statusOf.get(taken.id)).toBe('SUCCEEDED')
      expect(await reaping).toEqual([])
      expect(await logOf(taken.id)).toEqual([...begun, '3 1 GenerationSucceeded'])
    })

    test.each([
      ['more text', textFrame],
      ['its end', endFrame],
    ])('the reaper between mark and commit: a flush of %s waits, and then writes nothing', async (_, makeFrame) => {
      const workerId = await makeWorker(database)
      const taken = await takeOn(workerId)
      await using hold = await holdInserts(database, taken.id, 'Restarted')
      const reaping = reap(database, randomUUID(), 'all-others')
      await until('the reaper has marked the worker', hold.isReached)
      // What is committed still says that it is alive and leased: only the lock keeps it from writing.
      const flushing = flush(database, { workerId, frames: [makeFrame(taken, 3, 'too late')] })
      await until('the flush waits', () => isWaitingForRow(database, 'FROM worker WHERE id = $1 AND dead_at IS NULL'))
      await hold.release()
      expect(await reaping).toContain(taken.id)
      expect((await flushing).isLeased).toBe(false)
      expect(await logOf(taken.id)).toEqual([...begun, '3 1 Restarted', '4 1 StatusChanged'])
    })
  })
}
