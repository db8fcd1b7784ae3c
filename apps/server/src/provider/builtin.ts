import { setTimeout as wait, setImmediate as yieldToLoop } from 'node:timers/promises'
import { AppError } from '@sluice/core/app-error'
import type { FinishReason } from '@sluice/core/generation/status'
import type { Provider, ProviderEvent, ProviderRequest } from '@sluice/core/provider/provider'
import { extractFrom } from './extract.ts'

/** The name of the one model that is always there. */
const extractModel = 'extract'

/** Words that are given out between two looks at the event loop when there is no pace to keep. */
const unpacedBatch = 64

/**
 * A provider that needs no key and no network: it answers with the sentences of the prompt that bear on its question,
 * word by word. `ratePerSecond` is the pace in words; 0 or Infinity is as fast as possible.
 */
export function makeBuiltinProvider({ ratePerSecond }: { ratePerSecond: number }): Provider {
  const intervalMs = ratePerSecond > 0 && Number.isFinite(ratePerSecond) ? 1000 / ratePerSecond : 0
  return {
    name: 'builtin',
    stream: (request, { signal }) => answer(request, { intervalMs, signal }),
    listModels: async () => [{ name: extractModel }],
  }
}

interface Pace {
  readonly intervalMs: number
  readonly signal: AbortSignal
}

async function* answer(request: ProviderRequest, { intervalMs, signal }: Pace): AsyncGenerator<ProviderEvent> {
  signal.throwIfAborted()
  if (request.model !== extractModel) throw unknownModel(request.model)
  if (request.outputSchema) throw writesNoJson()
  const prompt = request.messages.at(-1)?.text ?? ''
  const words = extractFrom(prompt).match(/\S{1,32}\s*/gu) ?? []
  const limit = request.parameters.maxOutputTokens ?? Number.POSITIVE_INFINITY
  const startedAt = performance.now()
  let given = 0
  for (const text of words) {
    if (given >= limit) break
    await keepPace({ intervalMs, signal }, { given, startedAt })
    yield { type: 'text', text }
    given += 1
  }
  signal.throwIfAborted()
  const inputTokens = request.messages.reduce(
    (sum, { text }) => sum + countWords(text),
    countWords(request.instructions ?? ''),
  )
  yield { type: 'usage', usage: { inputTokens, outputTokens: given, isEstimated: true } }
  const finishReason: FinishReason = given < words.length ? 'LENGTH' : 'STOP'
  yield { type: 'end', finishReason }
}

/** Waits until a word is due, counted from the start, so that late timers are made good and the pace does not drift. */
async function keepPace(
  { intervalMs, signal }: Pace,
  { given, startedAt }: { given: number; startedAt: number },
): Promise<void> {
  signal.throwIfAborted()
  const dueIn = startedAt + given * intervalMs - performance.now()
  try {
    if (dueIn >= 1) await wait(dueIn, undefined, { signal })
    else if (given % unpacedBatch === unpacedBatch - 1) await yieldToLoop(undefined, { signal })
  } catch (error) {
    throw signal.aborted ? signal.reason : error
  }
}

function countWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0
}

function writesNoJson(): AppError {
  return new AppError('PROVIDER_REJECTED', {
    message: 'The builtin model copies sentences and cannot write JSON. Choose another model for outputSchema.',
  })
}

function unknownModel(model: string): AppError {
  return new AppError('MODEL_NOT_FOUND', {
    message: `The builtin provider has no model ${model}. Its only model is ${extractModel}.`,
  })
}
