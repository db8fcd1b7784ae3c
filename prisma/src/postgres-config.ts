import pg from 'pg'
import { DatabaseUrlInvalid } from './open-error.ts'
import { parseInt8, parseText, typeId } from './value-parsers.ts'

const getTypeParser = pg.types.getTypeParser as (id: number) => (text: string) => unknown

const parsers: Record<number, ((text: string) => unknown) | undefined> = {
  [typeId.int8]: parseInt8,
  [typeId.date]: parseText,
  [typeId.timestamp]: parseText,
  [typeId.int8Array]: (text) => parseArray(text).map((entry) => (entry === null ? null : parseInt8(entry))),
  [typeId.numericArray]: parseArray,
}

/** Statements may take 30 s; the client gives up a little later, should the server not answer at all. */
export const poolTimeouts = {
  statement_timeout: 30_000,
  query_timeout: 35_000,
  idle_in_transaction_session_timeout: 10_000,
} as const

/**
 * Whoever has sent a request is still there when it is answered: after at most 10 s for a connection, as everywhere, a
 * statement may take 8 s, and a server that does not answer at all 9 s.
 */
export const requestTimeouts = {
  ...poolTimeouts,
  statement_timeout: 8_000,
  query_timeout: 9_000,
} as const

/** How to connect, and to what. */
export interface PostgresConfig {
  /** What every connection of ours has in common. */
  config: pg.ClientConfig
  /** Where it leads, without user and password. */
  target: string
}

/** @throws {@link DatabaseUrlInvalid} */
export function readPostgresConfig(databaseUrl: string): PostgresConfig {
  if (!/^postgres(ql)?:\/\//.test(databaseUrl)) throw new DatabaseUrlInvalid()
  const config: pg.ClientConfig = {
    connectionString: databaseUrl,
    fallback_application_name: 'sluice',
    connectionTimeoutMillis: 10_000,
    // A peer that is gone without a word is found after 20 s: 10 s of silence, then ten probes, a second apart.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    options: '-c TimeZone=UTC',
    types: { getTypeParser: ((id: number) => parsers[id] ?? getTypeParser(id)) as typeof pg.types.getTypeParser },
  }
  try {
    const { host, port, database } = new pg.Client(config) // does not connect yet
    return { config, target: `${host}:${port}/${database}` }
  } catch {
    throw new DatabaseUrlInvalid()
  }
}

/** PostgreSQL's `{1,NULL}`, of types whose text needs no quotes. */
function parseArray(text: string): (string | null)[] {
  if (text === '{}') return []
  return text
    .slice(1, -1)
    .split(',')
    .map((entry) => (entry === 'NULL' ? null : entry))
}
