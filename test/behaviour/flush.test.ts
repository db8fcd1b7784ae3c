import type { Database } from '@sluice/prisma/sql'
import { flush } from '@sluice/server/log/flush'
import { makeEventLog } from '@sluice/server/log/read-log'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makePlace, type Place } from '../support/deployment.ts'
import { openPlace } from '../support/look-into.ts'
import { makeWorker } from '../support/put-in-line.ts'
import { begun, endFrame, logOf, takeOn, textFrame } from '../support/taken-on.ts'

// What a flush writes, and what it leaves alone. Who may write at all: zombie-barrier.test.ts.

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

test('a checkpoint that is repeated stands once, and the output is checkpoint and tail together', async () => {
  const workerId = await makeWorker(database)
  const taken = await takeOn(database, workerId)
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
  const taken = await takeOn(database, workerId)
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
  const taken = await takeOn(database, workerId)
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

test('a flush whose answer was lost can be repeated: text and end stand once', async () => {
  const workerId = await makeWorker(database)
  const taken = await takeOn(database, workerId)
  for (const isRepeat of [false, true])
    await flush(database, { workerId, frames: [textFrame(taken, 3, 'once')], isRepeat })
  for (const isRepeat of [false, true])
    await flush(database, { workerId, frames: [endFrame(taken, 4, 'once')], isRepeat })
  expect(await logOf(database, taken.id)).toEqual([...begun, '3 1 TextDelta once', '4 1 GenerationSucceeded'])
})

test('a flush that does not know that it is repeated writes nothing and says so', async () => {
  const workerId = await makeWorker(database)
  const [taken, other] = [await takeOn(database, workerId), await takeOn(database, workerId)]
  await flush(database, { workerId, frames: [textFrame(taken, 3, 'once')] })
  const frames = [textFrame(other, 3, 'beside it'), textFrame(taken, 3, 'once')]
  await expect(flush(database, { workerId, frames })).rejects.toThrow(/generation_event_pkey/)
  expect(await logOf(database, other.id)).toEqual(begun)
  await flush(database, { workerId, frames, isRepeat: true })
  expect(await logOf(database, other.id)).toEqual([...begun, '3 1 TextDelta beside it'])
  expect(await logOf(database, taken.id)).toEqual([...begun, '3 1 TextDelta once'])
})
