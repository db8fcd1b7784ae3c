import type { Claim } from '@sluice/core/generation/run-log'
import type { Database } from '@sluice/prisma/sql'
import { createDispatcher } from '@sluice/server/dispatch/dispatcher'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makePlace, type Place } from '../support/deployment.ts'
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

/** A database whose next transaction is committed, and whose answer is then lost. */
function losingOneAnswer(): Database {
  let isLost = false
  return {
    ...database,
    async transaction(work) {
      const result = await database.transaction(work)
      if (isLost) return result
      isLost = true
      throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
    },
  }
}

test('a claim that was committed, but whose answer was lost, is given back and run', async () => {
  const workerId = await makeWorker(database)
  const { id, provider } = await putInLine(database)
  const claims: Claim[] = []
  const faults: unknown[] = []
  const dispatcher = createDispatcher({
    database: losingOneAnswer(),
    workerId: () => workerId,
    slots: 1,
    caps: unlimited,
    providers: () => [provider],
    run: async (claim) => void claims.push(claim),
    onChanged: () => {},
    report: (fault) => void faults.push(fault),
  })
  const [claim] = await until('it is run', () => claims.length > 0 && claims)
  await dispatcher.drain(0)
  expect(claim).toMatchObject({ id, attempt: 2 })
  expect(faults).toHaveLength(1)
  const log = await database.query('SELECT seq, kind FROM generation_event WHERE generation_id = $1 ORDER BY seq', [id])
  expect(log).toEqual([
    { seq: 1, kind: 'StatusChanged' },
    { seq: 2, kind: 'StatusChanged' },
    { seq: 3, kind: 'Restarted' },
    { seq: 4, kind: 'StatusChanged' },
    { seq: 5, kind: 'StatusChanged' },
  ])
})
