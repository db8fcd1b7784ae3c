import type { Database } from '@sluice/prisma/sql'
import { makeReadPlaces } from '@sluice/server/line/read-places'
import { openPlace } from '../test/support/look-into.ts'
import { onBothDatabases } from './databases.ts'
import { fillLine } from './fill-line.ts'
import { quantile } from './quantile.ts'

// What one look at the places in line costs, which a process takes once a second while somebody waits and watches.

const rounds = 15
const lines = [
  { length: 2_000, lanes: 20, watched: 10 },
  { length: 2_000, lanes: 1, watched: 1 },
  { length: 20_000, lanes: 20, watched: 10 },
  { length: 20_000, lanes: 200, watched: 50 },
  { length: 20_000, lanes: 2_000, watched: 50 },
  { length: 20_000, lanes: 20_000, watched: 50 },
]
const caps = { person: () => 100, space: () => Infinity, model: () => Infinity, provider: () => 100 }

await onBothDatabases(async ({ name, env }) => {
  const database = await openPlace(env)
  try {
    for (const line of lines) console.log(await measure(name, database, line))
  } finally {
    await database.close()
  }
})

async function measure(name: string, database: Database, line: (typeof lines)[number]): Promise<string> {
  await fillLine(database, line)
  const rows = await database.query<{ id: string }>('SELECT id FROM generation ORDER BY queued_at LIMIT $1', [
    line.watched,
  ])
  const ids = rows.map(({ id }) => id)
  const read = makeReadPlaces({ sql: database, caps, times: async () => new Map() })
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const from = performance.now()
    await read(ids)
    times.push(performance.now() - from)
  }
  const cost = `p50 ${quantile(times, 0.5).toFixed(1)} ms, most ${Math.max(...times).toFixed(1)} ms`
  return `${name}: a line of ${line.length} of ${line.lanes} people, ${line.watched} watched: ${cost}`
}
