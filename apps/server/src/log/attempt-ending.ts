import { type EventBody, terminalStatusOf } from '@sluice/core/generation/event'
import type { Claim, Ending } from '@sluice/core/generation/run-log'
import type { GenerationPhase } from '@sluice/core/generation/status'
import { parseModelId } from '@sluice/core/model-id'
import type { EndRow, SealedEvent } from './flush.ts'

/** A piece of what an attempt wrote. */
export interface Tail {
  readonly text: string
  readonly thinking: string
}

/** Nothing yet. */
export const emptyTail: Tail = { text: '', thinking: '' }

/** The events that an ending puts at the end of the log. */
export function closingEvents(ending: Ending): EventBody[] {
  switch (ending.tag) {
    case 'ended':
      if (ending.body.kind !== 'GenerationCancelled') return [ending.body]
      return [{ kind: 'StatusChanged', status: 'CANCELLING', phase: null }, ending.body]
    case 'retry':
      return [ending.warning, { kind: 'StatusChanged', status: 'QUEUED', phase: null }]
    case 'returned':
      return [
        { kind: 'Restarted', reason: 'DRAIN' },
        { kind: 'StatusChanged', status: 'QUEUED', phase: null },
      ]
  }
}

/** What an ending puts at the end of the log, and what goes again when the ending changes. */
export function isClosing(body: EventBody): boolean {
  return (
    body.kind !== 'TextDelta' && body.kind !== 'ThinkingDelta' && body.kind !== 'UsageUpdated' && !isRunningStatus(body)
  )
}

function isRunningStatus(body: EventBody): boolean {
  return body.kind === 'StatusChanged' && body.status !== 'QUEUED'
}

/** The phase that these events end in; null when they do not say, or say that it waits. */
export function phaseOf(events: readonly SealedEvent[]): GenerationPhase | null {
  const last = events.findLast(({ body }) => body.kind === 'StatusChanged')?.body
  return last?.kind === 'StatusChanged' ? last.phase : null
}

/** How the generation's row changes with an ending. */
export function toEndRow(claim: Claim, tail: Tail, ending: Ending): EndRow {
  const base: EndRow = {
    status: 'QUEUED',
    outcome: 'FAILED',
    text_tail: tail.text,
    thinking_tail: tail.thinking,
    finish_reason: null,
    error_code: null,
    error_message: null,
    error_retryable: null,
    usage: null,
    cost: null,
    hold: null,
    delay_ms: 0,
    model: claim.model,
    provider: claim.provider,
    retries: claim.retries,
    asked: claim.provider,
    asked_wait_ms: null,
  }
  switch (ending.tag) {
    case 'returned':
      return { ...base, ...ending.bill, outcome: 'RETURNED' }
    case 'retry': {
      const { warning, delayMs, model, retries, askedToWaitMs } = ending
      return {
        ...base,
        ...ending.bill,
        error_code: warning.code,
        error_message: warning.message,
        hold: delayMs > 0 ? 'RETRY' : null,
        delay_ms: delayMs,
        model,
        provider: parseModelId(model)?.provider ?? claim.provider,
        retries,
        asked_wait_ms: askedToWaitMs,
      }
    }
    case 'ended': {
      const { body, bill } = ending
      const status = terminalStatusOf(body)
      const failure = body.kind === 'GenerationFailed' ? body : null
      return {
        ...base,
        ...bill,
        status,
        outcome: status === 'SUCCEEDED' || status === 'CANCELLED' ? status : 'FAILED',
        finish_reason: body.kind === 'GenerationSucceeded' ? body.finishReason : null,
        error_code: failure?.code ?? null,
        error_message: failure?.message ?? null,
        error_retryable: failure?.retryable ?? null,
        asked_wait_ms: ending.askedToWaitMs ?? null,
      }
    }
  }
}
