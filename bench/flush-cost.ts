import type { Database } from '@sluice/prisma/sql'
import { flush } from '@sluice/server/log/flush'
import { openPlace } from '../test/support/look-into.ts'
import { makeWorker } from '../test/support/put-in-line.ts'
import { onBothDatabases } from './databases.ts'
import { fillLine } from './fill-line.ts'
import { quantile } from './quantile.ts'
import { markdownTable, short } from './relay/table.ts'
import { replaceTable } from './replace-table.ts'

// What a flush costs that adds one event to each of so many generations: nearly every flush is one. CPU is that of this process: on PGlite all of it.
// Writes its table into docs/benchmarks.md.

const rounds = 60
const heads = ['database', 'generations', 'p50', 'CPU', 'CPU of a generation']
const lines: string[][] = []

await onBothDatabases(async ({ name, env }) => {
  const database = await openPlace(env)
  try {
    for (const count of [10, 100, 400]) lines.push([name, ...(await measure(database, count))])
  } finally {
    await database.close()
  }
})
const table = markdownTable(heads, lines)
console.log(table)
replaceTable('flush-cost', table, `Of ${rounds} flushes; CPU is their mean.`)

async function measure(database: Database, count: number): Promise<string[]> {
  await fillLine(database, { length: count, lanes: 10 })
  const workerId = await makeWorker(database, 600_000)
  const ids = await takeAll(database, workerId)
  const times: number[] = []
  let cpuBefore = process.cpuUsage()
  const warmUp = 10
  for (let round = 0; round < warmUp + rounds; round += 1) {
    if (round === warmUp) cpuBefore = process.cpuUsage()
    const frames = ids.map((id) => frameOf(id, round + 2))
    const from = performance.now()
    const { statusOf } = await flush(database, { workerId, frames })
    if (statusOf.size !== count) throw new Error(`written for ${statusOf.size} of ${count}`)
    if (round >= warmUp) times.push(performance.now() - from)
  }
  const cpu = process.cpuUsage(cpuBefore)
  const each = (cpu.user + cpu.system) / rounds
  return [String(count), `${short(quantile(times, 0.5))} ms`, `${short(each / 1_000)} ms`, `${short(each / count)} µs`]
}

async function takeAll(database: Database, workerId: string): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    `UPDATE generation SET status = 'RUNNING', phase = 'WRITING', worker_id = $1, attempt = 1 WHERE status = 'QUEUED' RETURNING id`,
    [workerId],
  )
  return rows.map(({ id }) => id)
}

function frameOf(id: string, seq: number) {
  return {
    id,
    attempt: 1,
    head: seq,
    phase: null,
    hasContent: true,
    answeredBy: null,
    checkpoint: null,
    end: null,
    events: [{ seq, body: { kind: 'TextDelta' as const, text: 'two tokens ' } }],
  }
}
