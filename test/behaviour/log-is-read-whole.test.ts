import type { Database } from '@sluice/prisma/sql'
import { makeEventLog } from '@sluice/server/log/read-log'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makePlace, type Place } from '../support/deployment.ts'
import { appendByHand, beginByHand, interrupted } from '../support/hand-written-log.ts'
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

test.each([1, 2, 3])('the end never overtakes what came before it, though it comes after statement %i', async (n) => {
  const id = await beginByHand(database)
  const log = makeEventLog(interrupted(database, n, () => appendByHand(database, id, { from: 4, to: 6, isEnd: true })))
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
  const id = await beginByHand(database)
  await appendByHand(database, id, { from: 4, to: 6, isEnd: true })
  for (const after of [6, 7, 1_000]) {
    const { events, terminal } = await makeEventLog(database).read(id, { after, limit: 256 })
    expect([events, terminal?.seq]).toEqual([[], 6])
  }
})
