import { expect, it } from 'vitest'
import { estimateTokens } from './estimate-tokens.ts'

it('counts about as the tokenizer does', async () => {
  expect(await estimateTokens('')).toBe(0)
  expect(await estimateTokens('Hello, world!')).toBe(4)
  expect(await estimateTokens('<|endoftext|>')).toBeGreaterThan(1)
})

it('takes a long text to be like its parts', async () => {
  const sentence = 'The quick brown fox jumps over the lazy dog. '
  const one = await estimateTokens(sentence.repeat(1_000))
  const ten = await estimateTokens(sentence.repeat(10_000))
  expect(ten / one).toBeGreaterThan(9.8)
  expect(ten / one).toBeLessThan(10.2)
})

it('is quick for a run without a space, at which the tokenizer alone takes minutes', async () => {
  const startedAt = performance.now()
  expect(await estimateTokens('a'.repeat(2_000_000))).toBeGreaterThan(0)
  expect(performance.now() - startedAt).toBeLessThan(2_000)
})
