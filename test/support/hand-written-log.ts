import { randomUUID } from 'node:crypto'
import type { Database, Sql } from '@sluice/prisma/sql'

/** Writes a generation that runs and has three events straight into the database. @returns its uuid */
export async function beginByHand(database: Database): Promise<string> {
  const [id, owner, space, thread] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  await database.query('INSERT INTO space (id, name) VALUES ($1, $2)', [space, 'a space'])
  await database.query(`INSERT INTO principal (id, kind, name, space_id) VALUES ($1, 'SERVICE', $2, $3)`, [
    owner,
    owner,
    space,
  ])
  await database.query('INSERT INTO thread (id, space_id, owner_id, title) VALUES ($1, $2, $3, $4)', [
    thread,
    space,
    owner,
    'a thread',
  ])
  await database.query(
    `INSERT INTO generation (id, thread_id, space_id, owner_id, person, requested_model, provider, model, prompt, status, head)
     VALUES ($1, $2, $3, $4, 'p', 'a:b', 'a', 'a:b', 'Why?', 'RUNNING', 0)`,
    [id, thread, space, owner],
  )
  await appendByHand(database, id, { from: 1, to: 3 })
  return id
}

/** Which events {@link appendByHand} appends. */
export interface Appended {
  readonly from: number
  readonly to: number
  /** Whether the last of them is the end. */
  readonly isEnd?: boolean
}

/** Commits what a flush commits: deltas that are called `<seq> `, and their generation with them. */
export async function appendByHand(sql: Sql, id: string, { from, to, isEnd = false }: Appended): Promise<void> {
  await sql.query(
    `WITH logged AS (
       INSERT INTO generation_event (generation_id, seq, attempt, kind, payload)
       SELECT $1::uuid, n, 1, CASE WHEN $4 AND n = $3 THEN 'GenerationSucceeded' ELSE 'TextDelta' END,
         json_build_object('text', n || ' ', 'finishReason', 'STOP')
       FROM generate_series($2::int, $3::int) AS n RETURNING generation_id
     ) UPDATE generation SET head = $3, status = CASE WHEN $4 THEN 'SUCCEEDED' ELSE status END,
         output = CASE WHEN $4 THEN (SELECT string_agg(n || ' ', '' ORDER BY n) FROM generate_series(1, $3 - 1) AS n) END
     WHERE id = $1 AND EXISTS (SELECT FROM logged)`,
    [id, from, to, isEnd],
  )
}

/** The same database, in which something happens right after the n-th statement (from 1) has been answered. */
export function interrupted(database: Database, n: number, happen: () => Promise<void>): Sql {
  let count = 0
  return {
    query: async <Row extends object>(...args: Parameters<Sql['query']>) => {
      const rows = await database.query<Row>(...args)
      count += 1
      if (count === n) await happen()
      return rows
    },
  }
}
