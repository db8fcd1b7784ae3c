import { AppError } from '../app-error.ts'
import type { Clock } from '../clock.ts'
import type { ProviderEvent } from './provider.ts'

/** How long to wait for a provider, in milliseconds. Only content counts as a sign of life, never a keep-alive. */
export interface Deadlines {
  /** From the request to the first text or thinking. Default: 600,000. */
  readonly firstTokenMs: number
  /** Between two pieces of content. Default: 120,000. */
  readonly silenceMs: number
  /** For the whole answer. Infinity for none. */
  readonly totalMs: number
}

/** What {@link withDeadlines} works with. */
export interface DeadlineOptions {
  readonly clock: Clock
  readonly deadlines: Deadlines
  readonly signal: AbortSignal
  /** Called once for each silence that has lasted a quarter of what is allowed. */
  readonly onStall?: (silentMs: number) => void
}

/**
 * Runs a provider's stream under our own deadlines, because SDKs' timeouts do not see a stall behind keep-alives. The
 * signal handed to `open` aborts at the first deadline that passes, with the AppError that this then throws. One timer
 * serves a stream: it is not moved for each token but looks, when it fires, how long the silence has lasted.
 */
export async function* withDeadlines(
  open: (signal: AbortSignal) => AsyncIterable<ProviderEvent>,
  { clock, deadlines, signal, onStall }: DeadlineOptions,
): AsyncGenerator<ProviderEvent> {
  const passed = new AbortController()
  const startedAt = clock.now()
  let lastContentAt = startedAt
  let hasContent = false
  let hasStalled = false
  let unschedule = () => {}

  const look = () => {
    const now = clock.now()
    const silentFor = now - lastContentAt
    const allowed = hasContent ? deadlines.silenceMs : deadlines.firstTokenMs
    if (now - startedAt >= deadlines.totalMs) return passed.abort(tooLongInAll(deadlines.totalMs))
    if (silentFor >= allowed) return passed.abort(hasContent ? tooSilent(allowed) : tooLate(allowed))
    if (hasContent && !hasStalled && silentFor >= allowed / 4) {
      hasStalled = true
      onStall?.(silentFor)
    }
    const nextMs = Math.min(
      hasStalled || !hasContent ? allowed - silentFor : allowed / 4 - silentFor,
      deadlines.totalMs - (now - startedAt),
    )
    unschedule = clock.schedule(Math.min(Math.max(nextMs, 1), 2 ** 31 - 1), look)
  }

  try {
    look()
    for await (const event of open(AbortSignal.any([signal, passed.signal]))) {
      if (event.type === 'text' || event.type === 'thinking') {
        lastContentAt = clock.now()
        if (!hasContent || hasStalled) {
          hasContent = true
          hasStalled = false
          unschedule()
          look()
        }
      }
      yield event
    }
    passed.signal.throwIfAborted()
  } finally {
    unschedule()
  }
}

function tooLate(ms: number): AppError {
  return new AppError('FIRST_TOKEN_TIMEOUT', {
    message: `The provider did not begin to answer within ${seconds(ms)}. Try again, or choose another model.`,
    retryable: true,
  })
}

function tooSilent(ms: number): AppError {
  return new AppError('SILENCE_TIMEOUT', {
    message: `The provider stopped sending for ${seconds(ms)} in the middle of the answer. What had arrived is kept; try again.`,
    retryable: true,
  })
}

function tooLongInAll(ms: number): AppError {
  return new AppError('TOTAL_TIMEOUT', {
    message: `The answer took longer than the ${seconds(ms)} that this server allows. What had arrived is kept.`,
  })
}

function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`
}
