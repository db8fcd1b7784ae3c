import type { DeletionStore, PersonOutcome, RetentionStore } from '@sluice/core/deletion/deletion'
import type { Database, Sql } from '@sluice/prisma/sql'
import { audited } from '../auth/audit.ts'
import { lockCountersOfPerson } from '../budget/standings.ts'
import { requireOwnerUnderLock, signOutHomeless } from './member-store.ts'
import { stopDeleted } from './remove-deleted.ts'
import { mayManage } from './sees-thread.ts'
import { announce, type StopHints } from './stop.ts'

/** What deletions work with. */
export interface DeletionStoreOptions extends StopHints {
  readonly database: Database
  readonly address: string | null
}

/** Deletes in the database, for one who asks from `address`: everything is out of sight with the commit, and stopped right after it. */
export function makeDeletionStore({
  database,
  address,
  ...hints
}: DeletionStoreOptions): DeletionStore & RetentionStore {
  const stop = async () => announce(hints, await stopDeleted(database))
  return {
    async deleteThread(viewer, id) {
      const isDone = await audited(database, { viewer, address }, async (sql) => {
        const found = await hideThread(sql, viewer.id, id)
        return { result: found, fact: found ? { action: 'THREAD_DELETED', subject: id } : null }
      })
      if (isDone) await stop()
      return isDone
    },
    async deleteSpace(viewer, id) {
      await audited(database, { viewer, address }, async (sql) => {
        await requireOwnerUnderLock(sql, viewer, id)
        const subject = await hideSpace(sql, id)
        return { result: undefined, fact: { action: 'SPACE_DELETED', subject } }
      })
      await stop()
    },
    async deletePerson(viewer, id) {
      const outcome = await audited(database, { viewer, address }, async (sql) => {
        const { outcome: result, name } = await leave(sql, id)
        return { result, fact: result === 'done' ? { action: 'PERSON_DELETED', subject: name } : null }
      })
      if (outcome === 'done') await stop()
      return outcome
    },
    setRetention: (viewer, spaceId, days) =>
      audited(database, { viewer, address }, async (sql) => {
        await requireOwnerUnderLock(sql, viewer, spaceId)
        const text = 'UPDATE space SET retention_days = $2 WHERE id = $1 RETURNING name'
        const [space] = await sql.query<{ name: string }>(text, [spaceId, days])
        return { result: undefined, fact: { action: 'RETENTION_SET', subject: space?.name ?? '', details: { days } } }
      }),
  }
}

async function hideThread(sql: Sql, viewerId: string, id: string): Promise<boolean> {
  const rows = await sql.query(
    `UPDATE thread t SET deleted_at = now() WHERE t.id = $2 AND ${mayManage('t', '$1')} RETURNING id`,
    [viewerId, id],
  )
  return rows.length > 0
}

/** Nobody is in it any more, and whoever is in no other is signed out. Threads that are begun in this moment are found by the chore. @returns its name */
async function hideSpace(sql: Sql, id: string): Promise<string> {
  const left = await sql.query<{ principal_id: string }>(
    'DELETE FROM membership WHERE space_id = $1 RETURNING principal_id',
    [id],
  )
  await signOutHomeless(
    sql,
    left.map(({ principal_id }) => principal_id),
  )
  const [space] = await sql.query<{ name: string }>(
    `WITH threads AS (UPDATE thread SET deleted_at = now() WHERE space_id = $1 AND deleted_at IS NULL)
     UPDATE space SET deleted_at = now() WHERE id = $1 RETURNING name`,
    [id],
  )
  return space?.name ?? ''
}

interface Standing {
  readonly name: string
  readonly is_last_admin: boolean
  readonly is_last_owner: boolean
}

async function leave(sql: Sql, id: string): Promise<{ outcome: PersonOutcome; name: string }> {
  await lockCountersOfPerson(sql, id)
  // Spaces before people, as whoever removes members does. Two who administer could delete each other at once: they take their rows in one
  // order, and the later one sees the end of the earlier.
  await sql.query(
    `SELECT FROM space WHERE id IN (SELECT space_id FROM membership WHERE principal_id = $1) ORDER BY id FOR NO KEY UPDATE`,
    [id],
  )
  await sql.query(
    `SELECT FROM principal WHERE kind = 'PERSON' AND deleted_at IS NULL AND (is_admin OR id = $1) ORDER BY id FOR UPDATE`,
    [id],
  )
  const [person] = await sql.query<Standing>(
    `SELECT p.name, p.is_admin AND NOT EXISTS (
         SELECT FROM principal o WHERE o.kind = 'PERSON' AND o.is_admin AND o.deleted_at IS NULL AND o.id <> p.id) AS is_last_admin,
       EXISTS (SELECT FROM membership m WHERE m.principal_id = p.id AND m.role = 'OWNER' AND m.space_id <> p.space_id AND NOT EXISTS (
         SELECT FROM membership o WHERE o.space_id = m.space_id AND o.role = 'OWNER' AND o.principal_id <> p.id)) AS is_last_owner
     FROM principal p WHERE p.id = $1 AND p.kind = 'PERSON' AND p.deleted_at IS NULL`,
    [id],
  )
  if (!person) return { outcome: 'not-found', name: '' }
  const { name } = person
  if (person.is_last_admin) return { outcome: 'last-admin', name }
  if (person.is_last_owner) return { outcome: 'last-owner', name }
  await erase(sql, id)
  return { outcome: 'done', name }
}

/** Their threads go but for those that a space shares; the rows of person and space stay for what refers to them, without a name. */
async function erase(sql: Sql, id: string): Promise<void> {
  await sql.query(
    `WITH sessions AS (DELETE FROM browser_session WHERE principal_id = $1),
       links AS (DELETE FROM sign_in_link WHERE principal_id = $1),
       ways AS (DELETE FROM sign_in_method WHERE principal_id = $1),
       members AS (DELETE FROM membership WHERE principal_id = $1),
       keys AS (DELETE FROM idempotency_key WHERE principal_id = $1),
       marks AS (DELETE FROM thread_mark WHERE principal_id = $1),
       budgets AS (DELETE FROM budget b USING principal p WHERE p.id = $1 AND b.subject IN (p.id, p.space_id)),
       gone AS (
         UPDATE principal SET name = 'Deleted person ' || id::text, email = NULL, is_email_verified = false,
           is_of_issuer = false, is_admin = false, deleted_at = now() WHERE id = $1 RETURNING space_id
       ), own AS (UPDATE space s SET name = 'Deleted person' FROM gone WHERE s.id = gone.space_id)
     UPDATE thread t SET deleted_at = now() FROM gone
     WHERE t.deleted_at IS NULL AND (t.space_id = gone.space_id OR (t.owner_id = $1 AND t.visibility = 'PRIVATE'))`,
    [id],
  )
}
