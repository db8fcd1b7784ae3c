import { makeBuiltinProvider } from '@sluice/server/provider/builtin'
import { describe, expect, it } from 'vitest'
import { ask, within } from './provider-table.ts'

const passages = Array.from({ length: 2_000 }, (_, n) => `Sentence ${n} tells of the rivers of the north.`).join(' ')
const model = 'extract'

describe('builtin', () => {
  it('answers with what bears on the question, then usage that is estimated, then STOP', async () => {
    const prompt = 'The Elbe flows through Hamburg. Bananas are yellow. Which river flows through Hamburg?'
    const answer = await ask(makeBuiltinProvider({ ratePerSecond: 0 }), prompt, { model })
    expect(answer.text).toBe('Extract (no language model): The Elbe flows through Hamburg.')
    expect(answer.usage).toEqual({ inputTokens: 13, outputTokens: 9, isEstimated: true })
    expect(answer.finishReason).toBe('STOP')
    expect(answer.events.length).toBe(11)
  })

  it('ends with LENGTH at maxOutputTokens', async () => {
    const answer = await ask(makeBuiltinProvider({ ratePerSecond: Number.POSITIVE_INFINITY }), passages, {
      model,
      parameters: { maxOutputTokens: 7 },
    })
    expect(answer).toMatchObject({ finishReason: 'LENGTH', usage: { outputTokens: 7 } })
  })

  it('keeps its pace without drift', async () => {
    const startedAt = performance.now()
    const answer = await ask(makeBuiltinProvider({ ratePerSecond: 700 }), passages, {
      model,
      parameters: { maxOutputTokens: 1_401 },
    })
    const tookMs = performance.now() - startedAt
    expect(answer.usage?.outputTokens).toBe(1_401)
    expect(tookMs).toBeGreaterThanOrEqual(2_000)
    expect(tookMs).toBeLessThan(2_600)
  })

  it.each([0, 5])('throws the reason of an abort at once, at %d words a second', async (ratePerSecond) => {
    const abort = new AbortController()
    const reason = new Error('enough')
    let seen = 0
    const onEvent = () => {
      seen += 1
      if (seen === 2) abort.abort(reason)
    }
    const answer = await within(
      1_000,
      ask(makeBuiltinProvider({ ratePerSecond }), passages, { model, signal: abort.signal, onEvent }),
    )
    expect(answer.error).toBe(reason)
    expect(seen).toBe(2)
  })

  it('knows one model', async () => {
    const provider = makeBuiltinProvider({ ratePerSecond: 0 })
    expect(await provider.listModels({ signal: AbortSignal.timeout(1_000) })).toEqual([{ name: 'extract' }])
    expect((await ask(provider, 'x', { model: 'gpt-5' })).error).toMatchObject({ code: 'MODEL_NOT_FOUND' })
  })
})
