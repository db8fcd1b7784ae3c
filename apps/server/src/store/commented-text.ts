import type { CommentedText, TextAt } from '@sluice/core/comment/comment'
import type { EventLog } from '@sluice/core/generation/event-log'
import type { Sql } from '@sluice/prisma/sql'
import { makeRevisionTexts } from './revision-texts.ts'
import { seesThread } from './sees-thread.ts'

/** The texts that comments speak of: as the model wrote them, as far as it has by now, or as of a revision. */
export function makeCommentedText(sql: Sql, log: Pick<EventLog, 'snapshot'>): CommentedText {
  return {
    isThere: (viewer, at) => isThere(sql, viewer.id, at),
    async textAt(viewer, { generationId, revision }) {
      const found = await isThere(sql, viewer.id, { generationId, revision })
      if (found === null) return null
      if (!found) return { text: null }
      if (revision > 0) return { text: await makeRevisionTexts(sql)({ generationId, number: revision }) }
      return { text: (await log.snapshot(generationId))?.text ?? null }
    },
  }
}

/** Whether it has a text of this revision, which was not taken back. Null when the viewer does not see it. */
async function isThere(sql: Sql, viewerId: string, { generationId, revision }: TextAt): Promise<boolean | null> {
  const [row] = await sql.query<{ has_text: boolean }>(
    `SELECT $3::int = 0 OR EXISTS (SELECT FROM revision r WHERE r.generation_id = g.id AND r.number = $3 AND r.undone_at IS NULL) AS has_text
     FROM generation g JOIN thread t ON t.id = g.thread_id WHERE g.id = $1 AND ${seesThread('t', '$2')}`,
    [generationId, viewerId, revision],
    { name: 'find-commented' },
  )
  return row?.has_text ?? null
}
