import type { ApprovalStanding, ApprovalStore } from '@sluice/core/budget/approval'
import type { Viewer } from '@sluice/core/viewer'
import type { Database, Sql } from '@sluice/prisma/sql'
import { audited } from '../auth/audit.ts'
import { waitsForApproval } from '../store/generation-sql.ts'
import { type StopHints, stopTargets } from '../store/stop.ts'
import { lift } from './lift.ts'

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
      const isLifted = await audited(database, { viewer, address }, async (sql) => {
        const outcome = await lift(sql, id, (over) => {
          check(over)
          return 'lifted'
        })
        const result = outcome === 'lifted'
        return { result, fact: result ? { action: 'APPROVED', subject: id } : null }
      })
      if (isLifted) onQueued()
      return isLifted
    },
    async decline(viewer, id) {
      const isEnded = await audited(database, { viewer, address }, async (sql) => {
        const result = await decline(sql, viewer, id)
        return { result, fact: result ? { action: 'DECLINED', subject: id } : null }
      })
      if (isEnded) onEnded([id])
      return isEnded
    },
  }
}

const waits = waitsForApproval('g')

async function standingOf(sql: Sql, viewer: Viewer, id: string): Promise<ApprovalStanding | null> {
  const [row] = await sql.query<{ role: ApprovalStanding['role']; is_personal: boolean }>(
    `SELECT m.role::text, EXISTS (SELECT FROM principal p WHERE p.space_id = g.space_id) AS is_personal
     FROM generation g LEFT JOIN membership m ON m.space_id = g.space_id AND m.principal_id = $2 WHERE g.id = $1 AND ${waits}`,
    [id, viewer.id],
  )
  return row ? { role: row.role, isPersonal: row.is_personal } : null
}

async function decline(sql: Sql, viewer: Viewer, id: string): Promise<boolean> {
  const ended = await sql.query(
    `WITH target AS (
       SELECT g.id, g.status, g.worker_id FROM generation g WHERE g.id = $1 AND ${waits} FOR NO KEY UPDATE OF g
     ), ${stopTargets('$2')}
     SELECT id FROM target`,
    [id, viewer.id],
  )
  return ended.length > 0
}
