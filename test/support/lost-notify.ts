import type { Database } from '@sluice/prisma/sql'
import { Client } from 'pg'

/**
 * From now on nothing that is sent with `pg_notify` in this database arrives: who connects anew finds a function of
 * that name first that does nothing, as behind a pooler that lets hints fall. Processes have to be started after it.
 */
export async function loseNotify(database: Database): Promise<void> {
  await database.query('CREATE SCHEMA deaf')
  await database.query(`CREATE FUNCTION deaf.pg_notify(text, text) RETURNS void LANGUAGE sql AS ''`)
  await database.query(
    `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = deaf, pg_catalog, public', current_database()); END $$`,
  )
}

/** Someone who listens beside the processes. */
export interface Eavesdropper extends AsyncDisposable {
  /** How many signals of this kind have arrived so far. */
  heard(kind: string): number
}

/** Hears all that the processes on this database tell each other. */
export async function eavesdrop(databaseUrl: string): Promise<Eavesdropper> {
  const client = new Client({ connectionString: databaseUrl })
  const heard: string[] = []
  client.on('notification', ({ payload = '' }) => heard.push(payload))
  await client.connect()
  await client.query('LISTEN sluice')
  return {
    heard: (kind) => heard.filter((payload) => payload.includes(`"kind":"${kind}"`)).length,
    [Symbol.asyncDispose]: () => client.end(),
  }
}
