import type { Sql } from '@sluice/prisma/sql'

/** A way to a database on which statements are lost. */
export interface LosingSql extends Sql {
  /** How many statements were asked so far. */
  asked(): number
  /** How many of them failed. */
  lost(): number
}

/**
 * Loses two statements of five as a connection that breaks does: one after it was done, with its answer, and one before.
 * Not every other one: whoever asks two in a row would lose the same one for ever.
 */
export function losingTwoOfFive(sql: Sql): LosingSql {
  let asked = 0
  let lost = 0
  const lose = () => {
    lost += 1
    throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
  }
  return {
    asked: () => asked,
    lost: () => lost,
    async query<Row extends object>(text: string, params?: readonly unknown[], options?: { name?: string }) {
      asked += 1
      const turn = asked % 5
      if (turn === 4) lose()
      const rows = await sql.query<Row>(text, params, options)
      if (turn === 2) lose()
      return rows
    },
  }
}
