import type { AuditAction } from '@sluice/core/access/audit-action'
import type { Viewer } from '@sluice/core/viewer'
import type { Database, Sql } from '@sluice/prisma/sql'
import { v7 as newId } from 'uuid'

/** Who did it, and from where. */
export interface Actor {
  readonly viewer: Pick<Viewer, 'id' | 'name'>
  /** The address of the other end of the connection: a proxy's, where there is one. Null where nothing is known. */
  readonly address: string | null
}

/** What was done to what. */
export interface AuditFact {
  readonly action: AuditAction
  /** What it was done to, as people name it: a service, a cap, a browser. Never a secret. */
  readonly subject: string
  readonly details?: Readonly<Record<string, unknown>>
}

/** Writes one entry, in the transaction of what it is about: neither stands without the other. */
export async function writeAudit(sql: Sql, { viewer, address }: Actor, fact: AuditFact): Promise<void> {
  const { action, subject, details = {} } = fact
  await sql.query(
    `INSERT INTO audit_entry (id, actor_id, actor_name, action, subject, details, address) VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7)`,
    [newId(), viewer.id, viewer.name, action, subject, JSON.stringify(details), address],
    { name: 'write-audit' },
  )
}

/** What was done, and what of it is to be written down; null when nothing was changed. */
export interface Done<T> {
  readonly result: T
  readonly fact: AuditFact | null
}

/** Does `work` in a transaction, and writes down in the same one what it has done. */
export function audited<T>(
  database: Pick<Database, 'transaction'>,
  actor: Actor,
  work: (sql: Sql) => Promise<Done<T>>,
): Promise<T> {
  return database.transaction(async (sql) => {
    const { result, fact } = await work(sql)
    if (fact) await writeAudit(sql, actor, fact)
    return result
  })
}
