import type { BudgetStanding } from '@sluice/core/budget/budget'
import type { Database } from '@sluice/prisma/sql'
import { lift } from './approval-store.ts'

/** While anything waits for approval it is looked at this often: each look is a transaction for everyone who waits. */
const pollMs = 5_000

/** A look at what waits for approval, passed over where the last was less than five seconds ago; answers whether anything is in line now. */
export function makeLiftApprovals(database: Database): () => Promise<boolean> {
  let lookedAt = -Infinity
  return async () => {
    if (performance.now() - lookedAt < pollMs) return false
    lookedAt = performance.now()
    return liftApprovals(database)
  }
}

/** Somebody waits on: those of theirs that came later do too. */
class NoRoom extends Error {}

function check(over: readonly BudgetStanding[]): void {
  if (over.length > 0) throw new NoRoom()
}

/**
 * Puts those in line that waited for approval and for which the budgets have room by now: a new day or month has begun, others used less than
 * was reserved, or the limit was raised. Of each one's in a space the oldest comes first, and no later one before it.
 */
async function liftApprovals(database: Database): Promise<boolean> {
  let isAnyLifted = false
  for (const first of await firstHeld(database)) {
    for (let id: string | undefined = first; id && (await tryLift(database, id)); id = await nextHeld(database, id)) {
      isAnyLifted = true
    }
  }
  return isAnyLifted
}

async function tryLift(database: Database, id: string): Promise<boolean> {
  try {
    return await database.transaction((sql) => lift(sql, id, check))
  } catch (error) {
    if (error instanceof NoRoom) return false
    throw error
  }
}

async function firstHeld(database: Database): Promise<readonly string[]> {
  const rows = await database.query<{ id: string }>(
    `SELECT DISTINCT ON (owner_id, space_id) id FROM generation WHERE status = 'QUEUED' AND hold IS NOT NULL AND hold = 'APPROVAL'
     ORDER BY owner_id, space_id, id LIMIT 100`,
    [],
    { name: 'first-held' },
  )
  return rows.map(({ id }) => id)
}

async function nextHeld(database: Database, after: string): Promise<string | undefined> {
  const [row] = await database.query<{ id: string }>(
    `SELECT g.id FROM generation g JOIN generation a ON a.id = $1 AND a.owner_id = g.owner_id AND a.space_id = g.space_id
     WHERE g.status = 'QUEUED' AND g.hold IS NOT NULL AND g.hold = 'APPROVAL' AND g.id > $1 ORDER BY g.id LIMIT 1`,
    [after],
    { name: 'next-held' },
  )
  return row?.id
}
