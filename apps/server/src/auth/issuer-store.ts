import type { IssuerStore, UnlinkOutcome } from '@sluice/core/access/unlink-issuer'
import type { Database, Sql } from '@sluice/prisma/sql'
import { audited } from './audit.ts'
import { issuerId } from './auth-names.ts'

/** From where an account is unlinked, and with which session, which stays. */
export interface IssuerStoreOptions {
  readonly address: string | null
  /** Its hash; null where nobody is signed in by one. */
  readonly currentSession: string | null
}

/** Accounts at the issuer, in the database. */
export function makeIssuerStore(database: Database, { address, currentSession }: IssuerStoreOptions): IssuerStore {
  return {
    unlink: (viewer, { endsSessions }) =>
      audited(database, { viewer, address }, async (sql) => {
        const unlinked = await removeIssuer(sql, viewer.id)
        if (unlinked === 0) return { result: await whyNot(sql, viewer.id), fact: null }
        const sessionsEnded = endsSessions ? await endIssuerSessions(sql, viewer.id, currentSession) : 0
        return {
          result: 'done' as UnlinkOutcome,
          fact: { action: 'ISSUER_UNLINKED', subject: 'account at the issuer', details: { sessionsEnded } },
        }
      }),
  }
}

/** Only from those who have a password too. Answers how many accounts there were. */
async function removeIssuer(sql: Sql, principalId: string): Promise<number> {
  const removed = await sql.query(
    `DELETE FROM sign_in_method WHERE principal_id = $1 AND provider = $2 AND EXISTS (
       SELECT FROM sign_in_method m WHERE m.principal_id = $1 AND m.provider = 'credential') RETURNING id`,
    [principalId, issuerId],
  )
  return removed.length
}

async function whyNot(sql: Sql, principalId: string): Promise<UnlinkOutcome> {
  const linked = await sql.query(`SELECT id FROM sign_in_method WHERE principal_id = $1 AND provider = $2`, [
    principalId,
    issuerId,
  ])
  return linked.length > 0 ? 'last-way' : 'not-linked'
}

/** Whoever came in by an account that is not theirs goes with it. Answers how many browsers were signed out. */
async function endIssuerSessions(sql: Sql, principalId: string, current: string | null): Promise<number> {
  const ended = await sql.query(
    `DELETE FROM browser_session WHERE principal_id = $1 AND method = 'OIDC' AND token_hash IS DISTINCT FROM $2
     RETURNING token_hash`,
    [principalId, current],
  )
  return ended.length
}
