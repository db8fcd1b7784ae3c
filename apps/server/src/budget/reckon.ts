import { defaultOutputTokens, type Estimate } from '@sluice/core/budget/estimate'
import type { Reckon } from '@sluice/core/budget/estimate-start'
import type { Sql } from '@sluice/prisma/sql'
import { type Catalogue, costOf, type Price } from '../provider/catalogue.ts'
import { estimateTokens } from '../provider/estimate-tokens.ts'
import { readHistorySize } from '../store/history.ts'

/** Reckons by the size of prompt, instructions, schema and history, and by the price of the model that is asked for. */
export function makeReckon(sql: Sql, { priceOf }: Catalogue): Reckon {
  return async ({ model, prompt, instructions, parameters, outputSchema, parentId }): Promise<Estimate> => {
    const schema = outputSchema ? JSON.stringify(outputSchema) : ''
    const asked = await estimateTokens(`${instructions ?? ''}\n${prompt}\n${schema}`)
    const inputTokens = asked + (parentId === null ? 0 : await historyTokens(sql, parentId))
    const price = priceOf(model, inputTokens)
    return {
      inputTokens,
      outputTokens: parameters?.maxOutputTokens ?? defaultOutputTokens,
      inputCost: costOf({ inputTokens, outputTokens: 0, isEstimated: true }, price),
      outputTokenCost: costOfToken(price),
    }
  }
}

/** With nine decimals a token of a thousandth of a dollar a million is still told from none. */
function costOfToken(price: Price | null): string | null {
  return costOf({ inputTokens: 0, outputTokens: 1, isEstimated: true }, price)
}

async function historyTokens(sql: Sql, parentId: string): Promise<number> {
  const { length, sample, pendingTokens } = await readHistorySize(sql, parentId)
  const written = sample === '' ? 0 : Math.round(((await estimateTokens(sample)) * length) / sample.length)
  return written + pendingTokens
}
