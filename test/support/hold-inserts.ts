import { randomUUID } from 'node:crypto'
import type { Database } from '@sluice/prisma/sql'

/** Holds statements of others in their middle, until released or disposed. */
export interface Hold extends AsyncDisposable {
  /** Whether a statement has got to where it is held. */
  isReached(): Promise<boolean>
  release(): Promise<void>
}

/**
 * Whoever inserts an event of this kind for this generation waits in the middle of the statement: past what came before
 * in it, such as a fence, and not committed. By a trigger that waits for an advisory lock; PostgreSQL only.
 */
export async function holdInserts(database: Database, id: string, kind: string): Promise<Hold> {
  const key = Number.parseInt(randomUUID().slice(0, 7), 16)
  const name = `hold_${key}`
  const { promise: released, resolve: letGo } = Promise.withResolvers<void>()
  const locked = Promise.withResolvers<void>()
  const holding = database.transaction(async (sql) => {
    await sql.query('SELECT pg_advisory_xact_lock($1)', [key])
    locked.resolve()
    await released
  })
  await Promise.race([locked.promise, holding])
  await database.query(
    `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN PERFORM pg_advisory_xact_lock(${key}); RETURN NEW; END $$`,
  )
  await database.query(
    `CREATE TRIGGER ${name} BEFORE INSERT ON generation_event FOR EACH ROW
     WHEN (NEW.generation_id = '${id}' AND NEW.kind = '${kind}') EXECUTE FUNCTION ${name}()`,
  )
  const release = async () => {
    letGo()
    await holding
  }
  return {
    release,
    async isReached() {
      const waiting = await database.query(
        `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND classid = 0 AND objid = $1`,
        [key],
      )
      return waiting.length > 0
    },
    async [Symbol.asyncDispose]() {
      await release()
      await database.query(`DROP FUNCTION ${name} CASCADE`)
    },
  }
}

/** Whether a statement that contains this text waits for somebody's lock on a row. */
export async function isWaitingForRow(database: Database, text: string): Promise<boolean> {
  const waiting = await database.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
       AND wait_event <> 'advisory' AND query LIKE '%' || $1 || '%'`,
    [text],
  )
  return waiting.length > 0
}
