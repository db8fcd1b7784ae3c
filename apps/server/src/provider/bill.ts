import type { RunPorts } from '@sluice/core/generation/run'
import type { Bill, Written } from '@sluice/core/generation/run-log'
import type { Usage } from '@sluice/core/generation/usage'
import { type Catalogue, costOf } from './catalogue.ts'
import { estimateTokens } from './estimate-tokens.ts'

/** Says what an attempt cost. Usage that the provider did not report is counted here and marked as estimated. */
export function makeBill({ priceOf }: Catalogue): RunPorts['bill'] {
  return async ({ model, input, output, usage: reported }): Promise<Bill> => {
    const usage = reported ?? (await estimateUsage(input, output))
    return { usage, cost: usage && costOf(usage, priceOf(model, usage.inputTokens)) }
  }
}

/** Null when the provider gave no sign of having read anything: then nothing was billed. */
async function estimateUsage(
  input: readonly { text: string }[],
  { length, beginning }: Written,
): Promise<Usage | null> {
  if (length === 0) return null
  const inputTokens = await estimateTokens(input.map(({ text }) => text).join('\n'))
  const outputTokens = Math.round(((await estimateTokens(beginning)) * length) / beginning.length)
  return { inputTokens, outputTokens, isEstimated: true }
}
