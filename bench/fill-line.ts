import { randomUUID } from 'node:crypto'
import type { Database } from '@sluice/prisma/sql'
import { ensurePrincipal } from '@sluice/server/auth/principals'

/** Puts so many in line, spread over so many people, and nothing else is there. */
export async function fillLine(
  database: Database,
  { length, lanes }: { length: number; lanes: number },
): Promise<void> {
  const owner = await ensurePrincipal(database, 'SERVICE', 'bench')
  const threadId = randomUUID()
  await database.query('DELETE FROM attempt')
  await database.query('DELETE FROM generation')
  await database.query('INSERT INTO thread (id, space_id, owner_id, title) VALUES ($1, $2, $3, $4)', [
    threadId,
    owner.spaceId,
    owner.id,
    'bench',
  ])
  await database.query(
    `INSERT INTO generation (id, thread_id, space_id, owner_id, person, requested_model, provider, model, prompt, queued_at)
     SELECT gen_random_uuid(), $1, $2, $3, 'person ' || n % $5, 'bench:m', 'bench', 'bench:m', 'Say something.', now() + n * interval '1 ms'
     FROM generate_series(1, $4::int) AS n`,
    [threadId, owner.spaceId, owner.id, length, lanes],
  )
  await database.query('ANALYZE generation')
}
