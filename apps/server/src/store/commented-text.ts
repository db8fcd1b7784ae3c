import type { CommentedText } from '@sluice/core/comment/comment'
import type { EventLog } from '@sluice/core/generation/watch'
import type { Sql } from '@sluice/prisma/sql'
import { makeRevisionTexts } from './revision-texts.ts'
import { seesThread } from './sees-thread.ts'

/** The texts that comments speak of: as the model wrote them, as far as it has by now, or as of a revision. */
export function makeCommentedText(sql: Sql, log: Pick<EventLog, 'snapshot'>): CommentedText {
  return {
    async textAt(viewer, { generationId, revision }) {
      if (!(await sees(sql, viewer.id, generationId))) return null
      if (revision > 0) return { text: await makeRevisionTexts(sql)({ generationId, number: revision }) }
      return { text: (await log.snapshot(generationId))?.text ?? null }
    },
  }
}

async function sees(sql: Sql, viewerId: string, id: string): Promise<boolean> {
  const rows = await sql.query(
    `SELECT FROM generation g JOIN thread t ON t.id = g.thread_id WHERE g.id = $1 AND ${seesThread('t', '$2')}`,
    [id, viewerId],
    { name: 'sees-generation' },
  )
  return rows.length > 0
}
