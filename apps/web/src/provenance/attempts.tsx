import { For } from 'solid-js'
import type { Entry } from '../generation/create-entry.ts'
import { formatDuration } from '../generation/measures.ts'
import { useFormats, useWords } from '../i18n/words.tsx'
import { Fact, Part } from './fact.tsx'
import { provenanceEn } from './provenance.en.ts'

type AttemptRow = ReturnType<Entry['row']>['attempts'][number]

const msBetween = (from: string | null, to: string | null) =>
  from === null || to === null ? null : Date.parse(to) - Date.parse(from)

/** Each try at a provider: who, how it went, how long, for how much. */
export function Attempts(props: { entry: Entry }) {
  const words = useWords('provenance', provenanceEn)
  const formats = useFormats()
  const outcome = ({ outcome }: AttemptRow) => {
    if (outcome === null) return words().underWay
    const known: Readonly<Record<string, string>> = words().outcomes
    return known[outcome] ?? outcome.toLowerCase()
  }
  const sentence = (attempt: AttemptRow) => {
    const firstTokenMs = msBetween(attempt.startedAt, attempt.firstTokenAt)
    const tookMs = msBetween(attempt.startedAt, attempt.endedAt)
    const parts = [
      outcome(attempt),
      attempt.model,
      firstTokenMs === null ? '' : words().firstToken(formatDuration(firstTokenMs)),
      tookMs === null ? '' : formatDuration(tookMs),
      attempt.cost === null ? '' : formats().exactDollars(attempt.cost),
      attempt.errorCode ?? '',
      attempt.errorMessage ?? '',
    ]
    return parts.filter(Boolean).join(' · ')
  }
  return (
    <Part title={words().attempts}>
      <dl class="flex flex-col gap-1">
        <For each={props.entry.row().attempts}>
          {(attempt) => <Fact name={words().attempt(attempt.number)} value={sentence(attempt)} />}
        </For>
      </dl>
    </Part>
  )
}
