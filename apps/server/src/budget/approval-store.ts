import type { ApprovalStanding, ApprovalStore } from '@sluice/core/budget/approval'
import type { BudgetStanding, Spender } from '@sluice/core/budget/budget'
import type { Estimate } from '@sluice/core/budget/estimate'
import { judge } from '@sluice/core/budget/judge'
import type { Viewer } from '@sluice/core/viewer'
import type { Database, Sql } from '@sluice/prisma/sql'
import { audited, writeAudit } from '../auth/audit.ts'
import { isPartner } from '../store/partner.ts'
import { type StopHints, stopTargets } from '../store/stop.ts'
import { type ChargeRow, charged, chargesOf } from './charges.ts'
import { lockStandings } from './standings.ts'

/** What the store of approvals works with. */
export interface ApprovalStoreOptions extends Pick<StopHints, 'onEnded'> {
  readonly database: Database
  readonly address: string | null
  /** Something new is in line. */
  readonly onQueued: () => void
}

/** Generations that wait for approval, in the database. */
export function makeApprovalStore({ database, address, onQueued, onEnded }: ApprovalStoreOptions): ApprovalStore {
  return {
    standingOf: (viewer, id) => standingOf(database, viewer, id),
    async approve(viewer, id, check) {
      const isLifted = await database.transaction(async (sql) => {
        const lifted = await lift(sql, id, check)
        if (lifted) await writeAudit(sql, { viewer, address }, { action: 'APPROVED', subject: id })
        return lifted
      })
      if (isLifted) onQueued()
      return isLifted
    },
    async decline(viewer, id) {
      const isEnded = await audited(database, { viewer, address }, async (sql) => {
        const result = await decline(sql, id)
        return { result, fact: result ? { action: 'DECLINED', subject: id } : null }
      })
      if (isEnded) onEnded([id])
      return isEnded
    },
  }
}

const waits = `g.status = 'QUEUED' AND g.hold = 'APPROVAL'`

async function standingOf(sql: Sql, viewer: Viewer, id: string): Promise<ApprovalStanding | null> {
  const [row] = await sql.query<{ role: ApprovalStanding['role']; is_personal: boolean }>(
    `SELECT m.role::text, EXISTS (SELECT FROM principal p WHERE p.space_id = g.space_id) AS is_personal
     FROM generation g LEFT JOIN membership m ON m.space_id = g.space_id AND m.principal_id = $2 WHERE g.id = $1 AND ${waits}`,
    [id, viewer.id],
  )
  return row ? { role: row.role, isPersonal: row.is_personal } : null
}

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
 * @param check - hears which budgets have no room for what it may use, and throws if it is to wait on
 * @returns false when it does not wait any more
 */
export async function lift(
  sql: Sql,
  id: string,
  check: (over: readonly BudgetStanding[], estimate: Estimate) => void,
): Promise<boolean> {
  const [held] = await sql.query<HeldRow>(
    `SELECT g.owner_id, p.kind::text, g.space_id, ${isPartner('g.space_id', 'g.owner_id')} AS is_partner, g.estimate
     FROM generation g JOIN principal p ON p.id = g.owner_id WHERE g.id = $1 AND ${waits}`,
    [id],
  )
  if (!held) return false
  const spender: Spender = {
    viewer: { id: held.owner_id, kind: held.kind },
    spaceId: held.space_id,
    isPartner: held.is_partner,
  }
  const budgets = await lockStandings(sql, spender)
  const verdict = judge(budgets, held.estimate)
  check(verdict.tag === 'room' ? [] : verdict.over, held.estimate)
  return release(sql, id, chargesOf(budgets, held.estimate))
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

async function decline(sql: Sql, id: string): Promise<boolean> {
  const ended = await sql.query(
    `WITH target AS (
       SELECT g.id, g.status, g.worker_id FROM generation g WHERE g.id = $1 AND ${waits} FOR NO KEY UPDATE OF g
     ), ${stopTargets}
     SELECT id FROM target`,
    [id],
  )
  return ended.length > 0
}
