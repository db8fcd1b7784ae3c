import type { BudgetStanding } from '@sluice/core/budget/budget'
import type { Estimate } from '@sluice/core/budget/estimate'
import { isBeyond } from '@sluice/core/budget/judge'
import type { Database } from '@sluice/prisma/sql'
import { waitsForApproval } from '../store/generation-sql.ts'
import { type LiftOutcome, lift } from './lift.ts'

/** While anything waits for approval it is looked at this often: each look is a transaction for everyone who waits. */
const pollMs = 5_000

/** How many are looked at in one look, of each one's in a space the oldest; the next look goes on with those behind. */
const maxFirst = 100

/**
 * A look at what waits for approval, passed over while one goes on, and until five seconds after the last one began.
 *
 * @param onLifted - told when something is in line that was not
 */
export function makeLiftApprovals(database: Database, onLifted: () => void): () => Promise<void> {
  let lookedAt = -Infinity
  let isLooking = false
  let after: HeldRow = beginning
  return async () => {
    if (isLooking || performance.now() - lookedAt < pollMs) return
    lookedAt = performance.now()
    isLooking = true
    try {
      const firsts = await firstHeld(database, after)
      after = (firsts.length === maxFirst && firsts.at(-1)) || beginning
      if (await liftApprovals(database, firsts)) onLifted()
    } finally {
      isLooking = false
    }
  }
}

/** Whoever came later waits too, unless this one waits for ever. */
function decide(over: readonly BudgetStanding[], estimate: Estimate): LiftOutcome {
  if (over.length === 0) return 'lifted'
  return over.some((budget) => isBeyond(budget, estimate)) ? 'passed' : 'waits'
}

/**
 * Puts those in line that waited for approval and for which the budgets have room by now: a new day or month has begun, others used less than
 * was reserved, or the limit was raised. Of each one's in a space the oldest comes first, and no later one before it, but for what is more
 * than all of a budget: that only an answer or another limit lets go on.
 */
async function liftApprovals(database: Database, firsts: readonly HeldRow[]): Promise<boolean> {
  let isAnyLifted = false
  for (const first of firsts) {
    for (let id: string | undefined = first.id; id; id = await nextHeld(database, first, id)) {
      const held = id
      const outcome = await database.transaction((sql) => lift(sql, held, decide))
      if (outcome === 'waits') break
      if (outcome === 'lifted') isAnyLifted = true
    }
  }
  return isAnyLifted
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
    `SELECT DISTINCT ON (owner_id, space_id) id, owner_id, space_id FROM generation g
     WHERE ${waitsForApproval('g')} AND (owner_id, space_id) > ($1::uuid, $2::uuid)
     ORDER BY owner_id, space_id, id LIMIT $3`,
    [after.owner_id, after.space_id, maxFirst],
    { name: 'first-held' },
  )
}

/** Of the same one's in the same space. */
async function nextHeld(
  database: Database,
  { owner_id: ownerId, space_id: spaceId }: HeldRow,
  after: string,
): Promise<string | undefined> {
  const [row] = await database.query<{ id: string }>(
    `SELECT g.id FROM generation g
     WHERE ${waitsForApproval('g')} AND g.owner_id = $1 AND g.space_id = $2 AND g.id > $3 ORDER BY g.id LIMIT 1`,
    [ownerId, spaceId, after],
    { name: 'next-held' },
  )
  return row?.id
}
