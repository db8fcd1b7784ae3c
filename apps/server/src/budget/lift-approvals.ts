import type { BudgetStanding } from '@sluice/core/budget/budget'
import type { Estimate } from '@sluice/core/budget/estimate'
import { isBeyond } from '@sluice/core/budget/judge'
import type { Database } from '@sluice/prisma/sql'
import { lift } from './approval-store.ts'

/** While anything waits for approval it is looked at this often: each look is a transaction for everyone who waits. */
const pollMs = 5_000

/** How many are looked at in one look, of each one's in a space the oldest; the next look goes on with those behind. */
const maxFirst = 100

/** A look at what waits for approval, passed over where the last was less than five seconds ago; answers whether anything is in line now. */
export function makeLiftApprovals(database: Database): () => Promise<boolean> {
  let lookedAt = -Infinity
  let after: HeldRow = beginning
  return async () => {
    if (performance.now() - lookedAt < pollMs) return false
    lookedAt = performance.now()
    const firsts = await firstHeld(database, after)
    after = (firsts.length === maxFirst && firsts.at(-1)) || beginning
    return liftApprovals(database, firsts)
  }
}

/** Somebody waits on: those of theirs that came later do too, unless this one waits for ever. */
class NoRoom extends Error {
  readonly isForever: boolean

  constructor(isForever: boolean) {
    super()
    this.isForever = isForever
  }
}

function check(over: readonly BudgetStanding[], estimate: Estimate): void {
  if (over.length > 0) throw new NoRoom(over.some((budget) => isBeyond(budget, estimate)))
}

/**
 * Puts those in line that waited for approval and for which the budgets have room by now: a new day or month has begun, others used less than
 * was reserved, or the limit was raised. Of each one's in a space the oldest comes first, and no later one before it, but for what is more
 * than all of a budget: that only an answer or another limit lets go on.
 */
async function liftApprovals(database: Database, firsts: readonly HeldRow[]): Promise<boolean> {
  let isAnyLifted = false
  for (const first of firsts) {
    for (let id: string | undefined = first.id; id; id = await nextHeld(database, id)) {
      const outcome = await tryLift(database, id)
      if (outcome === 'waits') break
      if (outcome === 'lifted') isAnyLifted = true
    }
  }
  return isAnyLifted
}

async function tryLift(database: Database, id: string): Promise<'lifted' | 'passed' | 'waits'> {
  try {
    return (await database.transaction((sql) => lift(sql, id, check))) ? 'lifted' : 'passed'
  } catch (error) {
    if (error instanceof NoRoom) return error.isForever ? 'passed' : 'waits'
    throw error
  }
}

interface HeldRow {
  readonly id: string
  readonly owner_id: string
  readonly space_id: string
}

const nobody = '00000000-0000-0000-0000-000000000000'
const beginning: HeldRow = { id: nobody, owner_id: nobody, space_id: nobody }

async function firstHeld(database: Database, after: HeldRow): Promise<readonly HeldRow[]> {
  return database.query<HeldRow>(
    `SELECT DISTINCT ON (owner_id, space_id) id, owner_id, space_id FROM generation
     WHERE status = 'QUEUED' AND hold IS NOT NULL AND hold = 'APPROVAL' AND (owner_id, space_id) > ($1::uuid, $2::uuid)
     ORDER BY owner_id, space_id, id LIMIT $3`,
    [after.owner_id, after.space_id, maxFirst],
    { name: 'first-held' },
  )
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
