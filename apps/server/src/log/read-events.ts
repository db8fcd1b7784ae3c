import type { LoggedEvent } from '@sluice/core/generation/event'
import type { Sql } from '@sluice/prisma/sql'
import { decodeEvent, type EventRow } from './event-codec.ts'

/** What a generation's log holds after an event, but for the pieces of text and thinking: those stand on the generation. */
export async function readEvents(
  sql: Sql,
  id: string,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<LoggedEvent[]> {
  const rows = await sql.query<EventRow>(
    `SELECT generation_id, seq, attempt, kind, version, payload, at FROM generation_event
     WHERE generation_id = $1 AND seq > $2 AND kind NOT IN ('TextDelta', 'ThinkingDelta') ORDER BY seq LIMIT $3`,
    [id, after, limit],
    { name: 'read-events' },
  )
  return rows.map(decodeEvent)
}
