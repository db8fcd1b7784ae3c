import type { RunPorts } from '@sluice/core/generation/run'
import type { Bill, Written } from '@sluice/core/generation/run-log'
import type { Usage } from '@sluice/core/generation/usage'
import type { ProviderRequest } from '@sluice/core/provider/provider'
import { type Catalogue, costOf } from './catalogue.ts'
import { estimateTokens } from './estimate-tokens.ts'

/** Says what an attempt cost. Usage that the provider did not report is counted here and marked as estimated. */
export function makeBill({ priceOf }: Catalogue): RunPorts['bill'] {
  return async ({ model, request, output, usage: reported }): Promise<Bill> => {
    const usage = reported ?? (request && (await estimateUsage(request, output)))
    return { usage, cost: usage && costOf(usage, priceOf(model, usage.inputTokens)) }
  }
}

async function estimateUsage(request: ProviderRequest, { length, beginning }: Written): Promise<Usage> {
  const { instructions, messages, outputSchema } = request
  const schema = outputSchema ? JSON.stringify(outputSchema) : ''
  const input = [instructions ?? '', ...messages.map(({ text }) => text), schema]
  const inputTokens = await estimateTokens(input.filter((text) => text !== '').join('\n'))
  const outputTokens = length && Math.round(((await estimateTokens(beginning)) * length) / beginning.length)
  return { inputTokens, outputTokens, isEstimated: true }
}
