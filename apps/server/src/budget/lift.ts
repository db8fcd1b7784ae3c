import type { BudgetStanding, Spender } from '@sluice/core/budget/budget'
import type { Estimate } from '@sluice/core/budget/estimate'
import { judge } from '@sluice/core/budget/judge'
import type { Viewer } from '@sluice/core/viewer'
import type { Sql } from '@sluice/prisma/sql'
import { waitsForApproval } from '../store/generation-sql.ts'
import { isPartner } from '../store/partner.ts'
import { type ChargeRow, charged, chargesOf } from './charges.ts'
import { lockStandings } from './standings.ts'

/** What becomes of one that waits for approval: it is in line; it waits on, and whoever came after it too; or it alone waits on. */
export type LiftOutcome = 'lifted' | 'waits' | 'passed'

const waits = waitsForApproval('g')

interface HeldRow {
  readonly owner_id: string
  readonly kind: Viewer['kind']
  readonly space_id: string
  readonly is_partner: boolean
  readonly estimate: Estimate
}

/**
 * Puts one in line with what it may use reserved, within a transaction. The counters are locked before the generation, as a start does
 * that interrupts one.
 *
 * @param decide - hears which budgets have no room for what it may use; whatever it throws passes through
 * @returns what was decided; `passed` too when it does not wait any more
 */
export async function lift(
  sql: Sql,
  id: string,
  decide: (over: readonly BudgetStanding[], estimate: Estimate) => LiftOutcome,
): Promise<LiftOutcome> {
  const [held] = await sql.query<HeldRow>(
    `SELECT g.owner_id, p.kind::text, g.space_id, ${isPartner('g.space_id', 'g.owner_id')} AS is_partner, g.estimate
     FROM generation g JOIN principal p ON p.id = g.owner_id WHERE g.id = $1 AND ${waits}`,
    [id],
  )
  if (!held) return 'passed'
  const spender: Spender = {
    viewer: { id: held.owner_id, kind: held.kind },
    spaceId: held.space_id,
    isPartner: held.is_partner,
  }
  const budgets = await lockStandings(sql, spender)
  const verdict = judge(budgets, held.estimate)
  const outcome = decide(verdict.tag === 'room' ? [] : verdict.over, held.estimate)
  if (outcome !== 'lifted') return outcome
  return (await release(sql, id, chargesOf(budgets, held.estimate))) ? 'lifted' : 'passed'
}

/** With a parent it is lifted once more, by what lifts those that wait for one. */
async function release(sql: Sql, id: string, charges: readonly ChargeRow[]): Promise<boolean> {
  const lifted = await sql.query(
    `WITH lifted AS (
       UPDATE generation g SET hold = CASE WHEN g.parent_id IS NOT NULL THEN 'PARENT'::"GenerationHold" END
       WHERE g.id = $1 AND ${waits} RETURNING g.id
     ), ${charged('lifted', '$2')}
     SELECT id FROM lifted`,
    [id, JSON.stringify(charges)],
  )
  return lifted.length > 0
}
