import {
  providerRequestOf,
  type RequestParts,
  type SentMessage,
  sentMessagesOf,
} from '@sluice/core/generation/provider-request'
import type { Sql } from '@sluice/prisma/sql'
import { readTurns, type Turn, toMessages } from './history.ts'

interface AskedRow extends RequestParts {
  readonly parentId: string | null
  readonly model: string
}

/**
 * What a generation's provider was sent at its last attempt, or would be sent now, from what sends it. That somebody's role has changed since is
 * not made up for.
 *
 * @param isHidden - whether the question of a turn is left out, for one who may not read it
 */
export async function readSentMessages(
  sql: Sql,
  id: string,
  isHidden: (turn: Turn) => boolean,
): Promise<readonly SentMessage[]> {
  const asked = await readAsked(sql, id)
  if (!asked) return []
  const { parentId, model } = asked
  const turns = (await readTurns(sql, { id, parentId })).map((turn) =>
    !turn.isWithheld && isHidden(turn) ? { ...turn, question: '' } : turn,
  )
  return sentMessagesOf(providerRequestOf(asked, { model, history: toMessages(turns) }))
}

async function readAsked(sql: Sql, id: string): Promise<AskedRow | null> {
  const [row] = await sql.query<AskedRow>(
    `SELECT prompt, instructions, parameters, output_schema AS "outputSchema", parent_id AS "parentId", model FROM generation WHERE id = $1`,
    [id],
    { name: 'read-asked' },
  )
  return row ?? null
}
