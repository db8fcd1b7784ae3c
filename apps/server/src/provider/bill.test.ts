import type { ProviderRequest } from '@sluice/core/provider/provider'
import { expect, test } from 'vitest'
import { makeBill } from './bill.ts'

const nothing = { length: 0, beginning: '' }
const request: ProviderRequest = {
  model: 'a',
  instructions: null,
  messages: [{ role: 'user', text: 'Why is the sky blue?' }],
  parameters: {},
  outputSchema: null,
}
const bill = makeBill({ priceOf: () => ({ input: 1_000_000, output: 2_000_000 }) } as unknown as Parameters<
  typeof makeBill
>[0])
const billOf = (request: ProviderRequest | null) => bill({ model: 'p:a', request, output: nothing, usage: null })

test('what was not asked costs nothing', async () => {
  expect(await billOf(null)).toEqual({ usage: null, cost: null })
})

test('what was asked costs its input, and instructions and schema are input too', async () => {
  const alone = await billOf(request)
  expect(alone).toMatchObject({ usage: { inputTokens: 6, outputTokens: 0, isEstimated: true }, cost: '6' })
  const instructed = await billOf({ ...request, instructions: 'Answer as if I were five.' })
  const formed = await billOf({ ...request, outputSchema: { type: 'object', required: ['answer'] } })
  expect(instructed.usage?.inputTokens).toBeGreaterThan(10)
  expect(formed.usage?.inputTokens).toBeGreaterThan(10)
})
