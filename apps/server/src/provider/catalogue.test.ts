import { describe, expect, it } from 'vitest'
import { costOf, makeCatalogue } from './catalogue.ts'

const usage = (inputTokens: number, outputTokens: number, cachedInputTokens?: number) => ({
  inputTokens,
  outputTokens,
  ...(cachedInputTokens !== undefined && { cachedInputTokens }),
  isEstimated: false,
})

describe('costOf', () => {
  it.each([
    { name: 'whole dollars', used: usage(1_000_000, 100_000), price: { input: 2, output: 10 }, cost: '3' },
    { name: 'no noise', used: usage(3, 3), price: { input: 0.1, output: 0.2 }, cost: '0.0000009' },
    {
      name: 'cached input',
      used: usage(1_000, 0, 900),
      price: { input: 1.25, output: 10, cachedInput: 0.125 },
      cost: '0.0002375',
    },
    {
      name: 'cached input without a price of its own',
      used: usage(1_000, 0, 900),
      price: { input: 1, output: 1 },
      cost: '0.001',
    },
    {
      name: 'no more cached than read',
      used: usage(10, 0, 99),
      price: { input: 1, output: 1, cachedInput: 0 },
      cost: '0',
    },
    { name: 'the ninth decimal, rounded', used: usage(1, 0), price: { input: 0.0015, output: 1 }, cost: '0.000000002' },
    { name: 'nothing', used: usage(0, 0), price: { input: 1, output: 1 }, cost: '0' },
    { name: 'an unknown price', used: usage(1, 1), price: null, cost: null },
  ])('is right for $name', ({ used, price, cost }) => {
    expect(costOf(used, price)).toBe(cost)
  })
})

describe('makeCatalogue', () => {
  it('knows the vendors, the builtin, and nothing else', () => {
    const { priceOf } = makeCatalogue()
    expect(priceOf('openai:gpt-5')).toMatchObject({ input: 1.25, output: 10 })
    expect(priceOf('anthropic:claude-opus-4-5-20251101')).toMatchObject({ input: 5, output: 25, cachedInput: 0.5 })
    expect(priceOf('openai:never-heard-of')).toBeNull()
    expect(priceOf('ollama:gpt-oss:20b')).toBeNull()
    expect(costOf(usage(1_000, 1_000), priceOf('builtin:extract'))).toBe('0')
  })

  it('charges the tier of a long prompt', () => {
    const { priceOf } = makeCatalogue()
    expect(priceOf('anthropic:claude-sonnet-4-5', 1_000)).toMatchObject({ input: 3 })
    expect(priceOf('anthropic:claude-sonnet-4-5', 200_001)).toMatchObject({ input: 6 })
  })

  it('lets the configuration set a price', () => {
    const { priceOf } = makeCatalogue([{ id: 'openai:gpt-5', price: { input: 1, output: 2 } }])
    expect(priceOf('openai:gpt-5')).toEqual({ input: 1, output: 2 })
  })

  it('knows how much a model reads', () => {
    const { contextTokensOf } = makeCatalogue()
    expect(contextTokensOf('openai:gpt-5')).toBe(400_000)
    expect(contextTokensOf('vllm:x')).toBeNull()
  })
})
