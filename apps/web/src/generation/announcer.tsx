import type { GenerationView } from '@sluice/client'
import { type Accessor, createEffect, createSignal, untrack } from 'solid-js'
import type { GenerationStatus } from '../graphql/generated/graphql.ts'
import type { Entry } from './create-entry.ts'
import { countWords } from './measures.ts'

function announcementOf(view: GenerationView): string | null {
  switch (view.status) {
    case 'RUNNING':
      return 'Generating'
    case 'SUCCEEDED':
      return `Answer complete, ${countWords(view.text).toLocaleString('en')} words`
    case 'FAILED':
      return `Failed: ${view.error?.message ?? 'no reason given'}`
    case 'CANCELLED':
      return 'Stopped'
    case 'INTERRUPTED':
      return 'Interrupted'
    default:
      return null
  }
}

/** Tells those who do not see the page what changed. Streaming text itself is not announced: it would never end. */
export function Announcer(props: { entries: Accessor<readonly Entry[]> }) {
  const [message, setMessage] = createSignal('')
  const known = new Map<string, GenerationStatus>()
  createEffect(() => {
    for (const entry of props.entries()) {
      const { status } = entry.view()
      const before = known.get(entry.id)
      known.set(entry.id, status)
      const isNews = before === undefined ? status === 'RUNNING' : before !== status
      const words = isNews ? announcementOf(untrack(entry.view)) : null
      if (words) setMessage(words)
    }
  })
  return (
    <div role="status" aria-live="polite" class="sr-only">
      {message()}
    </div>
  )
}
