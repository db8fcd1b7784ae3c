import { randomUUID } from 'node:crypto'
import type { Database } from '@sluice/prisma/sql'
import { ensurePrincipal } from '@sluice/server/auth/principals'
import { makeReckon } from '@sluice/server/budget/reckon'
import { makeCatalogue } from '@sluice/server/provider/catalogue'
import { makeStartStore } from '@sluice/server/store/start-store'

/** Puts a generation in line for a provider that nobody else waits for; answers the provider's name. */
export async function putInLine(database: Database): Promise<{ id: string; provider: string }> {
  const provider = `fake-${randomUUID()}`
  const viewer = await ensurePrincipal(database, 'SERVICE', 'in line')
  const reckon = makeReckon(database, makeCatalogue())
  const nobodyHears = { onQueued: () => {}, onFlagged: () => {}, onEnded: () => {} }
  const store = makeStartStore({ database, reckon, line: { person: 1_000, all: 1_000 }, ...nobodyHears })
  const input = { model: `${provider}:model`, prompt: 'Say something.', idempotencyKey: randomUUID() }
  const place = await store.findPlace(viewer, input)
  if (!place) throw new Error('there is no place')
  const id = randomUUID()
  await store.insert({ id, viewer, place, title: 'in line', person: viewer.id, provider, input, bodyHash: '' })
  return { id, provider }
}

/** A worker with a lease, as far as the database knows. */
export async function makeWorker(database: Database, leaseMs = 60_000): Promise<string> {
  const id = randomUUID()
  await database.query(
    `INSERT INTO worker (id, providers, slots, lease_until) VALUES ($1, '{}', 1, now() + $2 * interval '1 ms')`,
    [id, leaseMs],
  )
  return id
}

/** Caps that nothing reaches. */
export const unlimited = { person: () => 1_000, space: () => 1_000, model: () => 1_000, provider: () => 1_000 }
