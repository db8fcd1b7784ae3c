import { randomUUID } from 'node:crypto'
import type { Database } from '@sluice/prisma/sql'

/** What {@link crowd} has made. */
export interface Crowded {
  /** The global id of the long thread. */
  readonly threadId: string
  /** On the newest row of the tray. */
  readonly newestTitle: string
  /** Of the first in the long thread; on the last row of the tray, too. */
  readonly firstPrompt: string
  /** In the last answer of the long thread. */
  readonly lastWords: string
}

/**
 * Gives the one person of a fresh server a tray of so many that have ended, each a thread of its own, and a thread of so many, each following
 * the one before. Sluice must be stopped: 5,000 starts would take minutes, and what the page shows of them is the same.
 */
export async function crowd(
  database: Database,
  { trayLength, threadLength }: { trayLength: number; threadLength: number },
): Promise<Crowded> {
  const [owner] = await database.query<{ id: string; spaceId: string }>(
    `SELECT id, space_id AS "spaceId" FROM principal WHERE kind = 'PERSON' LIMIT 1`,
  )
  if (!owner) throw new Error('There is no person yet')
  await makeThreads(database, owner, trayLength)
  const threadId = await makeLongThread(database, owner, threadLength)
  await makeEvents(database)
  await database.query('ANALYZE')
  return {
    threadId: Buffer.from(`Thread:${threadId}`).toString('base64'),
    newestTitle: `Question ${trayLength} of the tray`,
    firstPrompt: 'Question 1 of the thread',
    lastWords: `Answer ${threadLength}:`,
  }
}

type Owner = { readonly id: string; readonly spaceId: string }

async function makeThreads(database: Database, { id, spaceId }: Owner, count: number): Promise<void> {
  await database.query(
    `INSERT INTO thread (id, space_id, owner_id, title, created_at)
     SELECT ('018f0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, $1, $2, 'Question ' || n || ' of the tray', now() - interval '1 day'
     FROM generate_series(1, $3::int) AS n`,
    [spaceId, id, count],
  )
  await database.query(
    `INSERT INTO generation (id, thread_id, space_id, owner_id, person, requested_model, provider, model, prompt, status, attempt, head,
       created_at, started_at, ended_at, output, finish_reason, error_code, error_message, error_retryable)
     SELECT ('018f0000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, ('018f0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
       $1, $2::uuid, $2::text, 'openai:gpt-4o', 'openai', 'openai:gpt-4o', 'Question ' || n || ' of the tray',
       CASE WHEN n % 10 = 0 THEN 'FAILED' ELSE 'SUCCEEDED' END::"GenerationStatus", 1, 1, t, t, t + interval '8 s', 'An answer.',
       CASE WHEN n % 10 = 0 THEN NULL ELSE 'STOP' END::"FinishReason",
       CASE WHEN n % 10 = 0 THEN 'PROVIDER_ERROR' END, CASE WHEN n % 10 = 0 THEN 'The provider failed.' END, CASE WHEN n % 10 = 0 THEN true END
     FROM generate_series(1, $3::int) AS n, LATERAL (SELECT now() - interval '1 day' + n * interval '10 s' AS t) AS times`,
    [spaceId, id, count],
  )
}

async function makeLongThread(database: Database, { id, spaceId }: Owner, count: number): Promise<string> {
  const threadId = randomUUID()
  await database.query(
    `INSERT INTO thread (id, space_id, owner_id, title, created_at) VALUES ($1, $2, $3, 'A long thread', now() - interval '2 days')`,
    [threadId, spaceId, id],
  )
  const answer = Array.from({ length: 8 }, (_, n) => `- point ${n}: what there is to say of it, in a line or two`).join(
    '\n',
  )
  await database.query(
    `INSERT INTO generation (id, thread_id, space_id, owner_id, person, requested_model, provider, model, prompt, status, attempt, head,
       created_at, started_at, ended_at, output, finish_reason, parent_id)
     SELECT ('018e0000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, $4, $1, $2::uuid, $2::text, 'openai:gpt-4o', 'openai', 'openai:gpt-4o',
       'Question ' || n || ' of the thread', 'SUCCEEDED', 1, 1, t, t, t + interval '8 s', 'Answer ' || n || ':' || chr(10) || chr(10) || $5, 'STOP',
       CASE WHEN n > 1 THEN ('018e0000-0000-7000-9000-' || lpad(to_hex(n - 1), 12, '0'))::uuid END
     FROM generate_series(1, $3::int) AS n, LATERAL (SELECT now() - interval '2 days' + n * interval '10 s' AS t) AS times`,
    [spaceId, id, count, threadId, answer],
  )
  return threadId
}

/** The terminal event of each, by which a stream would end. */
async function makeEvents(database: Database): Promise<void> {
  await database.query(
    `INSERT INTO generation_event (generation_id, seq, attempt, kind, payload)
     SELECT id, 1, 1, CASE WHEN status = 'FAILED' THEN 'GenerationFailed' ELSE 'GenerationSucceeded' END,
       CASE WHEN status = 'FAILED' THEN json_build_object('code', error_code, 'message', error_message, 'retryable', true)
         ELSE json_build_object('finishReason', 'STOP') END
     FROM generation WHERE head = 1 AND id::text LIKE '018_0000-%' ON CONFLICT DO NOTHING`,
  )
}
