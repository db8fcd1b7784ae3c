import { randomUUID } from 'node:crypto'
import type { Database } from '@sluice/prisma/sql'
import { ensurePrincipal } from '@sluice/server/auth/principals'
import { makeReckon } from '@sluice/server/budget/reckon'
import { makeCatalogue } from '@sluice/server/provider/catalogue'
import { makeOrderStore } from '@sluice/server/store/order-store'
import { makeStartStore } from '@sluice/server/store/start-store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makePlace, type Place } from '../support/deployment.ts'
import { openPlace } from '../support/look-into.ts'
import { makeRandom, type Random } from '../support/random.ts'

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

interface Row {
  readonly id: string
  readonly priority: number
  readonly ticket: number
}

/** A line of a person of its own, whose tickets lie within `spreadMs`. */
async function makeLine(count: number, spreadMs: number, { below }: Random) {
  const viewer = await ensurePrincipal(database, 'SERVICE', randomUUID())
  const reckon = makeReckon(database, makeCatalogue())
  const nobodyHears = { onQueued: () => {}, onFlagged: () => {}, onEnded: () => {} }
  const store = makeStartStore({ database, reckon, line: { person: 1_000, all: 100_000 }, ...nobodyHears })
  for (let n = 0; n < count; n += 1) {
    const priority = below(3) === 0 ? ('BACKGROUND' as const) : ('INTERACTIVE' as const)
    const input = { model: 'nobody:model', prompt: `${n}`, idempotencyKey: `${n}`, priority }
    const where = await store.findPlace(viewer, input)
    if (!where) throw new Error('there is no place')
    const rest = { title: '', person: viewer.id, provider: 'nobody', input, bodyHash: '' }
    const id = randomUUID()
    await store.insert({ id, viewer, place: where, ...rest })
    const ticket = new Date(1_700_000_000_000 + below(spreadMs))
    await database.query('UPDATE generation SET queued_at = $2 WHERE id = $1', [id, ticket])
  }
  return viewer
}

function readLine(person: string): Promise<Row[]> {
  return database.query<Row>(
    `SELECT id, priority, (extract(epoch FROM queued_at) * 1000)::float8 AS ticket FROM generation
     WHERE person = $1 ORDER BY priority DESC, queued_at, id`,
    [person],
  )
}

/** The order that a move asks for. */
function moved(line: readonly Row[], id: string, before: string | null): string[] {
  const row = line.find((each) => each.id === id)
  const rest = line.filter((each) => each.id !== id)
  const at =
    before === null
      ? rest.findLastIndex((each) => each.priority >= (row?.priority ?? 0)) + 1
      : before === id
        ? line.findIndex((each) => each.id === id)
        : rest.findIndex((each) => each.id === before)
  return rest.map((each) => each.id).toSpliced(at, 0, id)
}

test.each([
  ['far apart', 1_000_000],
  ['of a few milliseconds', 6],
  ['all of one millisecond', 1],
])('tickets %s: any move puts it where it was asked to go, and no turn comes sooner', async (_, spreadMs) => {
  const random = makeRandom(spreadMs)
  const viewer = await makeLine(12, spreadMs, random)
  const other = await makeLine(5, spreadMs, random)
  const others = await readLine(other.id)
  const store = makeOrderStore({ database, onMoved: () => {} })
  for (let n = 0; n < 60; n += 1) {
    const line = await readLine(viewer.id)
    const id = line[random.below(12)]?.id ?? ''
    const before = random.below(4) === 0 ? null : (line[random.below(12)]?.id ?? null)
    expect(await store.move(viewer, { id, before })).toBe('moved')
    const after = await readLine(viewer.id)
    expect(after.map((row) => row.id)).toEqual(moved(line, id, before))
    for (const [turn, { ticket }] of after.entries()) expect(ticket).toBeGreaterThanOrEqual(line[turn]?.ticket ?? 0)
    const priorityOf = (rows: readonly Row[], wanted: string) => rows.find((row) => row.id === wanted)?.priority
    expect(priorityOf(after, id)).toBe(priorityOf(line, before ?? id))
  }
  expect(await readLine(other.id)).toEqual(others)
})

test('within one kind, tickets that lie apart only change hands', async () => {
  const random = makeRandom(7)
  const viewer = await makeLine(10, 1_000_000_000, random)
  await database.query('UPDATE generation SET priority = 0 WHERE person = $1', [viewer.id])
  const store = makeOrderStore({ database, onMoved: () => {} })
  const tickets = (await readLine(viewer.id)).map(({ ticket }) => ticket)
  for (let n = 0; n < 30; n += 1) {
    const line = await readLine(viewer.id)
    await store.move(viewer, { id: line[random.below(10)]?.id ?? '', before: line[random.below(10)]?.id ?? null })
    expect((await readLine(viewer.id)).map(({ ticket }) => ticket)).toEqual(tickets)
  }
})
