import { AppError, toAppError } from '../app-error.ts'
import type { Clock } from '../clock.ts'
import { parseModelId } from '../model-id.ts'
import { type Deadlines, withDeadlines } from '../provider/deadlines.ts'
import type { Message, Provider, ProviderRequest } from '../provider/provider.ts'
import { mayAsk, modelNotAllowed } from '../space/allowed-models.ts'
import { makeDeltaCleaner } from '../text/well-formed.ts'
import type { EventBody } from './event.ts'
import type { JsonSchema } from './output-schema.ts'
import { providerRequestOf } from './provider-request.ts'
import { afterFailure, type RetryPolicy } from './retry.ts'
import type { Bill, Claim, Ending, OpenLog, RunLog, Written } from './run-log.ts'
import type { FinishReason, GenerationPhase } from './status.ts'
import { RunStopped } from './stop.ts'
import type { Usage } from './usage.ts'

/** What {@link run} works with. */
export interface RunPorts {
  readonly log: RunLog
  readonly clock: Clock
  readonly deadlines: Deadlines
  readonly retry: RetryPolicy
  /** Undefined when no such provider is configured in this process. */
  readonly provider: (name: string) => Provider | undefined
  /** The turns before the prompt: what the generations that this one refines were asked and answered, oldest first. */
  readonly history: (claim: Claim) => Promise<readonly Message[]>
  /** Why `text` is not what the schema asks for, in words that end with a full stop; null when it is. */
  readonly checkOutput: (output: { schema: JsonSchema; text: string; signal: AbortSignal }) => Promise<string | null>
  /** What an attempt cost, counted by ourselves where the provider said nothing. */
  readonly bill: (call: {
    model: string
    /** What the provider was asked; null when it gave no sign of having read it: then nothing was billed. */
    request: ProviderRequest | null
    output: Written
    usage: Usage | null
  }) => Promise<Bill>
  /** Told of faults of our own, with what lies behind them; answers an id to show people. */
  readonly report: (fault: AppError) => string
}

/**
 * Runs one attempt of a generation: asks the provider, turns its stream into events of the log, and lets go of it with
 * an ending. Never rejects for what the provider does. `signal` aborts with a {@link RunStopped}.
 */
export async function run(ports: RunPorts, claim: Claim, { signal }: { signal: AbortSignal }): Promise<void> {
  const log = ports.log.open(claim)
  const call: Call = { accepted: null, usage: null, finishReason: null, output: '' }
  let failure: unknown
  try {
    await answer(ports, { claim, log, call, signal })
    if (!call.finishReason) throw truncated()
    if (claim.outputSchema) await checkOutput(ports, { claim, log, call, signal })
  } catch (thrown) {
    failure = signal.aborted ? signal.reason : thrown
  }
  if (failure instanceof RunStopped && failure.reason === 'LEASE_LOST') return // not ours any more: write nothing

  const bill = await ports
    .bill({ model: claim.model, request: call.accepted, output: log.written, usage: call.usage })
    .catch((): Bill => ({ usage: call.usage, cost: null }))
  const ending = endingOf(ports, { claim, log, bill, failure, finishReason: call.finishReason })
  if (ending.tag === 'ended' && bill.usage)
    await log.append({ kind: 'UsageUpdated', usage: bill.usage, cost: bill.cost })
  await log.end(ending)
}

interface Call {
  /** What was asked, once the provider has sent anything. */
  accepted: ProviderRequest | null
  usage: Usage | null
  finishReason: FinishReason | null
  /** The text so far; only where it is to be checked in the end, and not beyond what is. */
  output: string
}

interface Attempt {
  readonly claim: Claim
  readonly log: OpenLog
  readonly call: Call
  readonly signal: AbortSignal
}

async function answer(ports: RunPorts, { claim, log, call, signal }: Attempt): Promise<void> {
  const provider = ports.provider(claim.provider)
  const model = parseModelId(claim.model)
  if (!provider || !model) {
    throw new AppError('MODEL_UNAVAILABLE', { message: `No provider serves ${claim.model} here.` })
  }
  // Whoever runs out of the right while it waits is not asked for either.
  if (!mayAsk(claim.allowedModels, claim.model)) throw modelNotAllowed(claim.model)
  const request = providerRequestOf(claim, { model: model.name, history: await ports.history(claim) })
  const { outputSchema } = claim
  const events = withDeadlines((within) => provider.stream(request, { signal: within }), {
    clock: ports.clock,
    deadlines: ports.deadlines,
    signal,
    onStall: (silentMs) => void log.append(stalled(silentMs)),
  })

  const text = makeDeltaCleaner()
  const thinking = makeDeltaCleaner()
  let phase: GenerationPhase = 'CALLING'
  const write = (kind: 'TextDelta' | 'ThinkingDelta', delta: string): Promise<void> | undefined => {
    if (delta === '') return undefined
    const now = kind === 'TextDelta' ? 'WRITING' : 'THINKING'
    if (phase !== now) {
      phase = now
      void log.append({ kind: 'StatusChanged', status: 'RUNNING', phase })
    }
    if (outputSchema && kind === 'TextDelta' && call.output.length <= maxCheckedLength) call.output += delta
    return log.append({ kind, text: delta })
  }
  try {
    for await (const event of events) {
      call.accepted = request
      if (event.type === 'text') await write('TextDelta', text.push(event.text))
      else if (event.type === 'thinking') await write('ThinkingDelta', thinking.push(event.text))
      else if (event.type === 'usage') call.usage = event.usage
      else if (event.type === 'end') call.finishReason = event.finishReason
    }
  } finally {
    await write('ThinkingDelta', thinking.flush())
    await write('TextDelta', text.flush())
  }
}

/** Longest output that is checked against a schema, in UTF-16 code units. */
const maxCheckedLength = 4_000_000

async function checkOutput({ checkOutput: check }: RunPorts, { claim, call, signal }: Attempt): Promise<void> {
  const { output: text, finishReason } = call
  const { outputSchema: schema } = claim
  if (!schema) return
  const fault =
    text.length > maxCheckedLength
      ? `It is longer than ${maxCheckedLength} characters.`
      : await check({ schema, text, signal })
  if (fault === null) return
  const why =
    finishReason === 'LENGTH'
      ? 'It stops at the limit of tokens: raise maxOutputTokens.'
      : finishReason === 'REFUSAL'
        ? 'The model declined to answer.'
        : fault
  throw new AppError('OUTPUT_INVALID', {
    message: `The answer is not the JSON that outputSchema asks for. ${why} What was written is kept; try again.`,
    retryable: true,
  })
}

interface Outcome {
  readonly claim: Claim
  readonly log: OpenLog
  readonly bill: Bill
  readonly failure: unknown
  readonly finishReason: FinishReason | null
}

/** Some ask for days. */
const longestAskedMs = 3_600_000

function endingOf(ports: RunPorts, { claim, log, bill, failure, finishReason }: Outcome): Ending {
  if (failure === undefined) {
    return { tag: 'ended', body: { kind: 'GenerationSucceeded', finishReason: finishReason ?? 'STOP' }, bill }
  }
  if (failure instanceof RunStopped) {
    if (failure.reason === 'DRAIN') return { tag: 'returned', bill }
    return { tag: 'ended', body: { kind: 'GenerationCancelled' }, bill }
  }
  const error = toAppError(failure)
  const again = afterFailure(ports.retry, { error, claim, hasContent: log.written.length > 0 })
  const askedToWaitMs =
    error.retryAfterMs === undefined ? null : Math.min(Math.round(error.retryAfterMs), longestAskedMs)
  if (again) return { tag: 'retry', ...again, bill, askedToWaitMs }
  const { code, retryable } = error
  const message =
    code === 'INTERNAL' ? `${error.message} The log of the server has it as ${ports.report(error)}.` : error.message
  return { tag: 'ended', body: { kind: 'GenerationFailed', code, message, retryable }, bill, askedToWaitMs }
}

function truncated(): AppError {
  return new AppError('TRUNCATED', {
    message: 'The provider closed the stream before the end of the answer. What had arrived is kept; try again.',
    retryable: true,
  })
}

function stalled(silentMs: number): EventBody {
  return {
    kind: 'Warned',
    reason: 'STALL',
    code: 'SILENCE_TIMEOUT',
    message: `Nothing has come from the provider for ${Math.round(silentMs / 1000)} s. Still waiting.`,
    retryAfterMs: null,
  }
}
