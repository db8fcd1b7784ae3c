import type { BudgetKey } from '@sluice/core/budget/budget'
import type { BudgetSetting, BudgetStore } from '@sluice/core/budget/set-budget'
import type { Database, Sql } from '@sluice/prisma/sql'
import { v7 as newId } from 'uuid'
import { audited } from '../auth/audit.ts'

/** Where budgets are set, in the database: the next start goes by them. */
export function makeBudgetStore(database: Database, address: string | null): BudgetStore {
  return {
    set: (viewer, setting) =>
      audited(database, { viewer, address }, async (sql) => {
        const { scope, subject, period, unit, limit, action } = setting
        if (!(await isThere(sql, setting))) return { result: false, fact: null }
        await (limit === null ? remove(sql, setting) : write(sql, { ...setting, limit }))
        const details = { period, unit, limit, action }
        return { result: true, fact: { action: 'BUDGET_SET', subject: `${scope} ${subject}`, details } }
      }),
  }
}

async function isThere(sql: Sql, { scope, subject }: BudgetKey): Promise<boolean> {
  const found =
    scope === 'SPACE' || scope === 'PARTNERS'
      ? await sql.query('SELECT FROM space WHERE id = $1', [subject])
      : await sql.query('SELECT FROM principal WHERE id = $1 AND kind::text = $2', [subject, scope])
  return found.length > 0
}

async function write(sql: Sql, budget: BudgetSetting & { readonly limit: string }): Promise<void> {
  const { scope, subject, period, unit, limit, action } = budget
  await sql.query(
    `INSERT INTO budget (id, scope, subject, period, unit, "limit", action)
     VALUES ($1, $2::"BudgetScope", $3, $4::"BudgetPeriod", $5::"BudgetUnit", $6::numeric, $7::"BudgetAction")
     ON CONFLICT (subject, scope, period, unit) DO UPDATE SET "limit" = EXCLUDED."limit", action = EXCLUDED.action, set_at = now()`,
    [newId(), scope, subject, period, unit, limit, action],
  )
}

/** Its counters first: a start holds these when it looks at the budget. */
async function remove(sql: Sql, { scope, subject, period, unit }: BudgetKey): Promise<void> {
  const budget = `subject = $1 AND scope::text = $2 AND period::text = $3 AND unit::text = $4`
  const key = [subject, scope, period, unit]
  await sql.query(
    `SELECT FROM budget_counter WHERE budget_id IN (SELECT id FROM budget WHERE ${budget}) ORDER BY period_start FOR UPDATE`,
    key,
  )
  await sql.query(`DELETE FROM budget WHERE ${budget}`, key)
}
