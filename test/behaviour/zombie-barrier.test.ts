import { randomUUID } from 'node:crypto'
import type { Database } from '@sluice/prisma/sql'
import { reap } from '@sluice/server/dispatch/reaper'
import { flush } from '@sluice/server/log/flush'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { databaseKind, makePlace, type Place } from '../support/deployment.ts'
import { holdInserts, isWaitingForRow } from '../support/hold-inserts.ts'
import { openPlace } from '../support/look-into.ts'
import { makeWorker } from '../support/put-in-line.ts'
import { begun, claim, endFrame, logOf, takeOn, textFrame } from '../support/taken-on.ts'
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

describe('one after the other', () => {
  test('a flush before the reaper: its text is in the log, before Restarted', async () => {
    const workerId = await makeWorker(database)
    const taken = await takeOn(database, workerId)
    expect(await flush(database, { workerId, frames: [textFrame(taken, 3, 'in time')] })).toMatchObject({
      isLeased: true,
    })
    await letLapse(workerId)
    expect(await reap(database, randomUUID(), 'lapsed')).toEqual([taken.id])
    expect(await logOf(database, taken.id)).toEqual([
      ...begun,
      '3 1 TextDelta in time',
      '4 1 Restarted',
      '5 1 StatusChanged',
    ])
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
    const taken = await takeOn(database, workerId)
    await letLapse(workerId)
    expect(await reap(database, randomUUID(), 'lapsed')).toEqual([taken.id])
    const result = await flush(database, { workerId, frames: [makeFrame(taken, 3, 'too late')] })
    expect(result.isLeased).toBe(false)
    expect(result.statusOf.size).toBe(0)
    expect(await logOf(database, taken.id)).toEqual([...begun, '3 1 Restarted', '4 1 StatusChanged'])
    expect(await database.query('SELECT head, status::text, output FROM generation WHERE id = $1', [taken.id])).toEqual(
      [{ head: 4, status: 'QUEUED', output: null }],
    )
  })

  test('a lease that has lapsed writes nothing, though nobody has reaped it yet', async () => {
    const workerId = await makeWorker(database)
    const taken = await takeOn(database, workerId)
    await letLapse(workerId)
    expect(await flush(database, { workerId, frames: [endFrame(taken, 3, 'late')] })).toMatchObject({ isLeased: false })
    expect(await logOf(database, taken.id)).toEqual(begun)
    await reap(database, randomUUID(), 'lapsed')
  })

  test('a worker that lives writes nothing for an attempt that is not its own any more', async () => {
    const [lost, other] = [await makeWorker(database), await makeWorker(database)]
    const taken = await takeOn(database, lost)
    await letLapse(lost)
    await reap(database, randomUUID(), 'lapsed')
    const [again] = await claim(database, other, taken.provider)
    expect(again).toMatchObject({ id: taken.id, attempt: 2, head: 5 })
    const mine = await takeOn(database, other)
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
    expect(await logOf(database, mine.id)).toEqual([...begun, '3 1 TextDelta mine'])
    expect((await logOf(database, taken.id)).filter((line) => line.includes('not mine'))).toEqual([])
  })

  test('who reaps never takes its own', async () => {
    const workerId = await makeWorker(database)
    const taken = await takeOn(database, workerId)
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
      const taken = await takeOn(database, workerId)
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
      expect(await logOf(database, taken.id)).toEqual(begun)
      await hold.release()
      expect(await flushing).toMatchObject({ isLeased: true })
      expect(await reaping).toEqual([taken.id])
      expect(await logOf(database, taken.id)).toEqual([
        ...begun,
        '3 1 TextDelta held',
        '4 1 Restarted',
        '5 1 StatusChanged',
      ])
    })

    test('a zombie between fence and commit of its end: it has ended, and the reaper finds nothing', async () => {
      const workerId = await makeWorker(database)
      const taken = await takeOn(database, workerId)
      await using hold = await holdInserts(database, taken.id, 'GenerationSucceeded')
      const flushing = flush(database, { workerId, frames: [endFrame(taken, 3, 'whole')] })
      await until('the flush is past its fence', hold.isReached)
      const reaping = reap(database, randomUUID(), 'all-others')
      await until('the reaper waits', () => isWaitingForRow(database, 'UPDATE worker SET dead_at'))
      await hold.release()
      expect((await flushing).statusOf.get(taken.id)).toBe('SUCCEEDED')
      expect(await reaping).toEqual([])
      expect(await logOf(database, taken.id)).toEqual([...begun, '3 1 GenerationSucceeded'])
    })

    test.each([
      ['more text', textFrame],
      ['its end', endFrame],
    ])('the reaper between mark and commit: a flush of %s waits, and then writes nothing', async (_, makeFrame) => {
      const workerId = await makeWorker(database)
      const taken = await takeOn(database, workerId)
      await using hold = await holdInserts(database, taken.id, 'Restarted')
      const reaping = reap(database, randomUUID(), 'all-others')
      await until('the reaper has marked the worker', hold.isReached)
      // What is committed still says that it is alive and leased: only the lock keeps it from writing.
      const flushing = flush(database, { workerId, frames: [makeFrame(taken, 3, 'too late')] })
      await until('the flush waits', () => isWaitingForRow(database, 'FROM worker WHERE id = $1 AND dead_at IS NULL'))
      await hold.release()
      expect(await reaping).toContain(taken.id)
      expect((await flushing).isLeased).toBe(false)
      expect(await logOf(database, taken.id)).toEqual([...begun, '3 1 Restarted', '4 1 StatusChanged'])
    })
  })
}
