import type { EventRow } from './provenance-requests.ts'

/** What an event says beside its kind. */
export function eventDetail(event: EventRow): string {
  switch (event.__typename) {
    case 'StatusChanged':
      return [event.status, event.phase].filter(Boolean).join(' · ')
    case 'Warned':
      return [event.reason, event.message].filter(Boolean).join(' · ')
    case 'Restarted':
      return event.reason
    case 'GenerationSucceeded':
      return event.finishReason
    case 'GenerationFailed':
      return `${event.code} · ${event.message}`
    default:
      return ''
  }
}
