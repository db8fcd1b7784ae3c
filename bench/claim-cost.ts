import type { Database } from '@sluice/prisma/sql'
import { claimNext } from '@sluice/server/dispatch/claim'
import { openPlace } from '../test/support/look-into.ts'
import { makeWorker } from '../test/support/put-in-line.ts'
import { onBothDatabases } from './databases.ts'
import { fillLine } from './fill-line.ts'
import { quantile } from './quantile.ts'

// What a claim of 50 costs, against the length of the line and the number of lanes. Everything that is claimed is put back.

const rounds = 15
const lines = [
  { length: 100, lanes: 10 },
  { length: 1_000, lanes: 10 },
  { length: 10_000, lanes: 10 },
  { length: 20_000, lanes: 10 },
  { length: 20_000, lanes: 1 },
  { length: 20_000, lanes: 100 },
  { length: 20_000, lanes: 1_000 },
]

await onBothDatabases(async ({ name, env }) => {
  const database = await openPlace(env)
  try {
    for (const line of lines) console.log(await measure(name, database, line))
  } finally {
    await database.close()
  }
})

async function measure(name: string, database: Database, line: { length: number; lanes: number }): Promise<string> {
  await fillLine(database, line)
  const workerId = await makeWorker(database, 600_000)
  const caps = { person: () => 100, space: () => Infinity, model: () => Infinity, provider: () => 100 }
  const times: number[] = []
  let taken = 0
  for (let round = 0; round < rounds; round += 1) {
    const from = performance.now()
    const { claims } = await claimNext(database, { workerId, ask: 50, caps, providers: ['bench'] })
    times.push(performance.now() - from)
    taken = claims.length
    await putBack(database)
  }
  const cost = `p50 ${quantile(times, 0.5).toFixed(1)} ms, most ${Math.max(...times).toFixed(1)} ms`
  return `${name}: a line of ${line.length} in ${line.lanes} lanes: ${taken} claimed, ${cost}`
}

async function putBack(database: Database): Promise<void> {
  await database.query('DELETE FROM attempt')
  await database.query('DELETE FROM generation_event')
  await database.query(
    `UPDATE generation SET status = 'QUEUED', phase = NULL, worker_id = NULL, attempt = 0, head = 1 WHERE status = 'RUNNING'`,
  )
}
