import { type Choice, type FeedbackStore, mostChosenOver, type Opinion } from '@sluice/core/feedback/feedback'
import type { Database, Sql } from '@sluice/prisma/sql'
import { v7 as newId } from 'uuid'
import { seesThread } from './sees-thread.ts'

/** Feedback in the database. */
export function makeFeedbackStore(database: Database): FeedbackStore {
  return {
    give: (viewer, opinion) =>
      opinion.rating === null
        ? takeBackRating(database, viewer.id, opinion.generationId)
        : rate(database, viewer.id, opinion),
    choose: (viewer, choice) =>
      database.transaction(async (sql) => {
        const place = await findPlace(sql, viewer.id, choice)
        if (!place) return null
        if (place.there < choice.over.length) return 'elsewhere'
        if (choice.over.length === 0) {
          await takeBackChoice(sql, viewer.id, choice.generationId)
          return 'chosen'
        }
        await takeBackContrary(sql, viewer.id, choice)
        await keepChoice(sql, viewer.id, choice)
        return 'chosen'
      }),
  }
}

/** SQL of a part `seen(id)`: the generation $2, if the viewer $1 sees it. */
const seen = `seen AS (
    SELECT g.id FROM generation g JOIN thread t ON t.id = g.thread_id WHERE g.id = $2 AND ${seesThread('t', '$1')}
  )`

async function rate(sql: Sql, viewerId: string, { generationId, rating, note }: Opinion): Promise<boolean> {
  const rows = await sql.query(
    `WITH ${seen}, given AS (
       INSERT INTO feedback (id, generation_id, author_id, rating, note, chosen_over)
       SELECT $3::uuid, id, $1::uuid, $4::"FeedbackRating", $5, '{}' FROM seen
       ON CONFLICT (generation_id, author_id) DO UPDATE SET rating = EXCLUDED.rating, note = EXCLUDED.note, at = now()
     ) SELECT id FROM seen`,
    [viewerId, generationId, newId(), rating, note],
    { name: 'rate' },
  )
  return rows.length > 0
}

/** What is empty then goes. */
async function takeBackRating(sql: Sql, viewerId: string, generationId: string): Promise<boolean> {
  const rows = await sql.query(
    `WITH ${seen}, kept AS (
       UPDATE feedback f SET rating = NULL, note = NULL, at = now() FROM seen s
       WHERE f.generation_id = s.id AND f.author_id = $1 AND f.chosen_over <> '{}'
     ), gone AS (
       DELETE FROM feedback f USING seen s WHERE f.generation_id = s.id AND f.author_id = $1 AND f.chosen_over = '{}'
     ) SELECT id FROM seen`,
    [viewerId, generationId],
    { name: 'take-back-rating' },
  )
  return rows.length > 0
}

/** How many of those that it is chosen over are in its thread; null when the viewer does not see it. */
async function findPlace(
  sql: Sql,
  viewerId: string,
  { generationId, over }: Choice,
): Promise<{ there: number } | null> {
  const [row] = await sql.query<{ there: number }>(
    `SELECT (SELECT count(*)::int FROM generation o WHERE o.id = ANY($3::uuid[]) AND o.thread_id = g.thread_id) AS there
     FROM generation g JOIN thread t ON t.id = g.thread_id WHERE g.id = $2 AND ${seesThread('t', '$1')}`,
    [viewerId, generationId, over],
    { name: 'find-choice' },
  )
  return row ?? null
}

/** Whoever takes another does not take the former any more. */
async function takeBackContrary(sql: Sql, viewerId: string, { generationId, over }: Choice): Promise<void> {
  await sql.query(
    `WITH contrary AS (
       SELECT id, array_remove(chosen_over, $2::uuid) AS rest, rating FROM feedback
       WHERE author_id = $1 AND generation_id = ANY($3::uuid[]) AND $2::uuid = ANY(chosen_over)
     ), kept AS (
       UPDATE feedback f SET chosen_over = c.rest, at = now() FROM contrary c WHERE f.id = c.id AND (c.rest <> '{}' OR c.rating IS NOT NULL)
     )
     DELETE FROM feedback f USING contrary c WHERE f.id = c.id AND c.rest = '{}' AND c.rating IS NULL`,
    [viewerId, generationId, over],
    { name: 'take-back-contrary' },
  )
}

async function keepChoice(sql: Sql, viewerId: string, { generationId, over }: Choice): Promise<void> {
  await sql.query(
    `INSERT INTO feedback AS f (id, generation_id, author_id, chosen_over) VALUES ($3::uuid, $2::uuid, $1::uuid, $4::uuid[])
     ON CONFLICT (generation_id, author_id) DO UPDATE SET at = now(), chosen_over = (
       EXCLUDED.chosen_over || ARRAY(SELECT o FROM unnest(f.chosen_over) o WHERE o <> ALL(EXCLUDED.chosen_over)))[1:$5::int]`,
    [viewerId, generationId, newId(), over, mostChosenOver.kept],
    { name: 'keep-choice' },
  )
}

async function takeBackChoice(sql: Sql, viewerId: string, generationId: string): Promise<void> {
  await sql.query(
    `WITH kept AS (
       UPDATE feedback SET chosen_over = '{}', at = now() WHERE generation_id = $2 AND author_id = $1 AND rating IS NOT NULL
     )
     DELETE FROM feedback WHERE generation_id = $2 AND author_id = $1 AND rating IS NULL`,
    [viewerId, generationId],
    { name: 'take-back-choice' },
  )
}
