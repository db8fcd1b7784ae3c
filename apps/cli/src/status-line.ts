import type { EventReason, Generation, GenerationEvent, GenerationPhase, GenerationStatus, Place } from '@sluice/client'

const phases: Partial<Record<GenerationPhase, string>> = {
  CALLING: 'waiting for the provider',
  THINKING: 'thinking',
  WRITING: 'writing',
}

function standing(status: GenerationStatus, phase: GenerationPhase | null): string {
  if (status === 'QUEUED') return 'in line'
  if (status === 'RUNNING') return (phase && phases[phase]) ?? 'running'
  return status.toLowerCase()
}

/** What an event says to a person who waits; null when that is nothing. */
export function statusLine(event: GenerationEvent): string | null {
  switch (event.__typename) {
    case 'GenerationSnapshot':
    case 'StatusChanged':
      return standing(event.status, event.phase)
    case 'QueueMoved':
      return placeLine(event)
    case 'Warned':
      return event.retryAfterMs === null ? event.message : `${event.message} Again in ${seconds(event.retryAfterMs)}.`
    case 'Restarted':
      return 'its worker is gone; it is back in line, and begins anew'
    case 'Reconnect':
      return 'the server closes this connection; coming back'
    default:
      return null
  }
}

const reasons: Partial<Record<EventReason, string>> = {
  OWN_CAP: 'as many of yours run as may',
  SPACE_CAP: 'as many of its space run as may',
  MODEL_CAP: 'its model is busy',
  PROVIDER_CAP: 'its provider is busy',
  BACKGROUND_SHARE: 'background work has its share',
  BREAKER: 'its provider keeps failing, and is left alone for a while',
  PROVIDER_PAUSED: 'its provider limits the rate of calls, and is left alone for as long as it asked',
  SLOTS: 'all workers are busy',
  NO_WORKER: 'no worker serves its provider',
  PARENT: 'what it refines goes on',
  APPROVAL: 'a budget has no room for it; an owner of the space or an administrator may say yes',
  RETRY: 'it is tried again in a moment',
}

function placeLine({ ahead, etaMs, reason }: Place): string {
  const place = ahead === null ? 'held' : `in line, ${ahead} ahead`
  return [place, etaMs === null ? null : `about ${seconds(etaMs)}`, reasons[reason]].filter(Boolean).join(', ')
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

/** How it ended, in one line. */
export function endLine(generation: Generation): string {
  const { status, error, usage, cost, createdAt, endedAt, finishReason } = generation
  const parts = [
    status.toLowerCase() + (finishReason && finishReason !== 'STOP' ? ` (${finishReason.toLowerCase()})` : ''),
    usage && `${usage.isEstimated ? 'about ' : ''}${usage.inputTokens} tokens in, ${usage.outputTokens} out`,
    cost && `$${cost}`,
    endedAt && seconds(Date.parse(endedAt) - Date.parse(createdAt)),
  ]
  const line = parts.filter((part) => typeof part === 'string' && part !== '').join(' · ')
  return error ? `${line}\nsluice: ${error.code}: ${error.message}` : line
}
