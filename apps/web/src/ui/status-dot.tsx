import type { GenerationStatus } from '../graphql/generated/graphql.ts'

const colors: Partial<Record<GenerationStatus, string>> = {
  QUEUED: 'border-2 border-line-strong',
  RUNNING: 'bg-accent pulse',
  CANCELLING: 'bg-warning pulse',
  SUCCEEDED: 'bg-good',
  FAILED: 'bg-danger',
  CANCELLED: 'bg-line-strong',
  INTERRUPTED: 'bg-warning',
}

/** Colour beside words, never instead of them. */
export function StatusDot(props: { status: GenerationStatus }) {
  return <span class={`inline-block size-2.5 shrink-0 rounded-full ${colors[props.status] ?? ''}`} aria-hidden="true" />
}
