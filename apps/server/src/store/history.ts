import type { GenerationStatus } from '@sluice/core/generation/status'
import type { Message } from '@sluice/core/provider/provider'
import type { Sql } from '@sluice/prisma/sql'

/** Deepest chain of follow-ups that goes into a prompt. */
const maxTurns = 200

/**
 * The turns before a generation's prompt: what those that it refines were asked and answered, oldest first. An answer
 * that did not come to its end is marked as partial, so that the model does not take it for its whole word.
 */
export async function readHistory(sql: Sql, parentId: string | null): Promise<Message[]> {
  if (parentId === null) return []
  const rows = await sql.query<{ prompt: string; output: string | null; status: GenerationStatus }>(
    `WITH RECURSIVE chain AS (
       SELECT id, parent_id, prompt, output, status, 1 AS depth FROM generation WHERE id = $1
       UNION ALL
       SELECT g.id, g.parent_id, g.prompt, g.output, g.status, c.depth + 1 FROM chain c JOIN generation g ON g.id = c.parent_id
       WHERE c.depth < $2
     )
     SELECT prompt, output, status::text FROM chain ORDER BY depth DESC`,
    [parentId, maxTurns],
    { name: 'read-history' },
  )
  return rows.flatMap(({ prompt, output, status }): Message[] => {
    const turn: Message = { role: 'user', text: prompt }
    if (!output) return [turn]
    const text = status === 'SUCCEEDED' ? output : `${output}\n\n[This answer was cut off here.]`
    return [turn, { role: 'assistant', text }]
  })
}
