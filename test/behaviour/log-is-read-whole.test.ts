import { randomUUID } from 'node:crypto'
import type { Database, Sql } from '@sluice/prisma/sql'
import { makeEventLog } from '@sluice/server/log/read-log'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makePlace, type Place } from '../support/deployment.ts'
import { openPlace } from '../support/look-into.ts'

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

/** A generation that runs and has three events. */
async function begin(): Promise<string> {
  const [id, owner, space, thread] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  await database.query('INSERT INTO space (id, name) VALUES ($1, $2)', [space, 'a space'])
  await database.query(`INSERT INTO principal (id, kind, name, space_id) VALUES ($1, 'SERVICE', $2, $3)`, [
    owner,
    owner,
    space,
  ])
  await database.query('INSERT INTO thread (id, space_id, owner_id, title) VALUES ($1, $2, $3, $4)', [
    thread,
    space,
    owner,
    'a thread',
  ])
  await database.query(
    `INSERT INTO generation (id, thread_id, space_id, owner_id, person, requested_model, provider, model, prompt, status, head)
     VALUES ($1, $2, $3, $4, 'p', 'a:b', 'a', 'a:b', 'Why?', 'RUNNING', 0)`,
    [id, thread, space, owner],
  )
  await append(id, { from: 1, to: 3 })
  return id
}

/** What a flush commits; with `isEnd` the last event is the end. */
async function append(id: string, { from, to, isEnd = false }: { from: number; to: number; isEnd?: boolean }) {
  await database.query(
    `WITH logged AS (
       INSERT INTO generation_event (generation_id, seq, attempt, kind, payload)
       SELECT $1::uuid, n, 1, CASE WHEN $4 AND n = $3 THEN 'GenerationSucceeded' ELSE 'TextDelta' END, '{"text":"a","finishReason":"STOP"}'
       FROM generate_series($2::int, $3::int) AS n
     ) UPDATE generation SET head = $3, status = CASE WHEN $4 THEN 'SUCCEEDED' ELSE status END, output = CASE WHEN $4 THEN '' END
     WHERE id = $1`,
    [id, from, to, isEnd],
  )
}

/** The same database, in which something is committed right after the n-th statement has been answered. */
function interrupted(n: number, commit: () => Promise<void>): Sql {
  let count = 0
  return {
    query: async <Row extends object>(...args: Parameters<Sql['query']>) => {
      const rows = await database.query<Row>(...args)
      count += 1
      if (count === n) await commit()
      return rows
    },
  }
}

test.each([1, 2, 3])('the end never overtakes what came before it, though it comes after statement %i', async (n) => {
  const id = await begin()
  const log = makeEventLog(interrupted(n, () => append(id, { from: 4, to: 6, isEnd: true })))
  const seen: number[] = []
  for (let reads = 0; reads < 5 && !seen.includes(6); reads++) {
    const { events, terminal } = await log.read(id, { after: 3 + seen.length, limit: 256 })
    seen.push(...events.map(({ seq }) => seq))
    if (terminal) seen.push(terminal.seq)
  }
  // With fewer statements than n nothing was committed in between, and there is nothing to see.
  expect(seen).toEqual(seen.length === 0 ? [] : [4, 5, 6])
})

test('the end is told again to one who has it, and to one who is past it', async () => {
  const id = await begin()
  await append(id, { from: 4, to: 6, isEnd: true })
  for (const after of [6, 7, 1_000]) {
    const { events, terminal } = await makeEventLog(database).read(id, { after, limit: 256 })
    expect([events, terminal?.seq]).toEqual([[], 6])
  }
})
