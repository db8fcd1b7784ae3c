import type { GenerationView } from '@sluice/client'
import { type Accessor, createEffect, untrack } from 'solid-js'
import { useAnnounce } from '../app/status.tsx'
import type { GenerationStatus } from '../graphql/generated/graphql.ts'
import type { Formats } from '../i18n/formats.ts'
import { useFormats, useWords } from '../i18n/words.tsx'
import type { Entry } from './create-entry.ts'
import { generationEn } from './generation.en.ts'
import { countWords } from './measures.ts'
import type { GenerationWords } from './words.ts'

function announcementOf(view: GenerationView, words: GenerationWords, formats: Formats): string | null {
  switch (view.status) {
    case 'RUNNING':
      return words.generating
    case 'SUCCEEDED': {
      const count = countWords(view.text)
      return words.complete(count, formats.number(count))
    }
    case 'FAILED':
      return words.failedFor(view.error?.message ?? words.noReason)
    case 'CANCELLED':
      return words.stopped
    case 'INTERRUPTED':
      return words.interrupted
    default:
      return null
  }
}

/** Tells those who do not see the page what changed. Streaming text itself is not announced: it would never end. */
export function Announcer(props: { entries: Accessor<readonly Entry[]> }) {
  const words = useWords('generation', generationEn)
  const formats = useFormats()
  const announce = useAnnounce()
  const known = new Map<string, GenerationStatus>()
  createEffect(() => {
    for (const entry of props.entries()) {
      const status = entry.status()
      const before = known.get(entry.id)
      known.set(entry.id, status)
      const isNews = before === undefined ? status === 'RUNNING' : before !== status
      const said = isNews ? untrack(() => announcementOf(entry.view(), words(), formats())) : null
      if (said) announce(said)
    }
  })
  return null
}
