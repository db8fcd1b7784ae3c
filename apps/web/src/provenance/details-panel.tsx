import { hasEnded } from '@sluice/client'
import RotateCcw from 'lucide-solid/icons/rotate-ccw'
import { createResource, For, Show } from 'solid-js'
import type { Entry } from '../generation/create-entry.ts'
import { formatDuration } from '../generation/measures.ts'
import { useApi } from '../graphql/api.ts'
import { useFormats, useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import { useNow } from '../ui/clock.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { latestOf } from '../ui/latest-of.ts'
import { Refused } from '../ui/refused.tsx'
import { uiEn } from '../ui/ui.en.ts'
import { Attempts } from './attempts.tsx'
import { eventDetail } from './event-words.ts'
import { Part } from './fact.tsx'
import { Facts } from './facts.tsx'
import { phaseTimes } from './phase-times.ts'
import { provenanceEn } from './provenance.en.ts'
import { type EventRow, loadProvenance, type Provenance } from './provenance-requests.ts'

type DetailsPanelProps = { entry: Entry; isBusy?: boolean | undefined; onRunAgain?: (() => void) | undefined }

/** Where an answer comes from, exactly. */
export function DetailsPanel(props: DetailsPanelProps) {
  const api = useApi()
  const words = useWords('provenance', provenanceEn)
  const uiWords = useWords('ui', uiEn)
  const status = () => props.entry.status()
  const [loaded] = createResource(status, () => loadProvenance(api, props.entry.id))
  const latest = () => latestOf(loaded)
  const provenance = () => {
    const outcome = latest()
    return outcome && 'done' in outcome ? outcome.done : undefined
  }
  const refusal = () => {
    const outcome = latest()
    return outcome && 'refused' in outcome ? outcome.refused : null
  }
  return (
    <div class="flex flex-col gap-4 text-[0.86rem] text-ink">
      <Facts entry={props.entry} />
      <Show when={provenance()?.events.length}>
        <Times events={provenance()?.events ?? []} />
      </Show>
      <Show when={props.entry.row().attempts.length > 0}>
        <Attempts entry={props.entry} />
      </Show>
      <Refused refusal={refusal()} />
      <Show
        when={provenance()}
        fallback={<p class="appear-late text-soft">{loaded.loading ? uiWords().loading : ''}</p>}
      >
        {(known) => (
          <div class="flex flex-col gap-1">
            <Sent messages={known().sentMessages} />
            <Events events={known().events} />
          </div>
        )}
      </Show>
      <Show when={props.onRunAgain && hasEnded(status())}>
        <Button size="small" class="self-start" aria-disabled={props.isBusy} onClick={() => props.onRunAgain?.()}>
          <RotateCcw size={14} aria-hidden="true" />
          {words().runAgain}
        </Button>
      </Show>
    </div>
  )
}

function Times(props: { events: readonly EventRow[] }) {
  const words = useWords('provenance', provenanceEn)
  const now = useNow()
  const times = () => phaseTimes(props.events, now())
  const nameOf = (name: string) => {
    const known: Readonly<Record<string, string>> = words().phases
    return known[name] ?? name
  }
  const inAll = () => formatDuration(times().reduce((sum, { ms }) => sum + ms, 0))
  return (
    <Part title={words().times} note={words().inAll(inAll())}>
      <ol class="flex flex-wrap gap-x-4 gap-y-0.5">
        <For each={times()}>
          {({ name, ms }) => (
            <li>
              <span class="text-faint">{nameOf(name)}</span> {formatDuration(ms)}
            </li>
          )}
        </For>
      </ol>
    </Part>
  )
}

function Sent(props: { messages: Provenance['sentMessages'] }) {
  const words = useWords('provenance', provenanceEn)
  const roleOf = (role: string) => {
    const known: Readonly<Record<string, string>> = words().roles
    return known[role] ?? role
  }
  return (
    <Show when={props.messages.length > 0}>
      <Disclosure summary={words().sent} note={words().sentNote(props.messages.length)}>
        <ol class="flex flex-col gap-2">
          <For each={props.messages}>
            {(message) => (
              <li class="rounded-lg bg-sunken px-3 py-2">
                <p class="text-faint">{roleOf(message.role)}</p>
                <p
                  dir="auto"
                  class="max-h-80 overflow-y-auto whitespace-pre-wrap [overflow-wrap:anywhere]"
                  tabIndex={0}
                >
                  {message.text || words().hidden}
                </p>
              </li>
            )}
          </For>
        </ol>
      </Disclosure>
    </Show>
  )
}

function Events(props: { events: readonly EventRow[] }) {
  const words = useWords('provenance', provenanceEn)
  const formats = useFormats()
  const kindOf = (kind: string) => {
    const known: Readonly<Record<string, string>> = words().eventKinds
    return known[kind] ?? kind
  }
  return (
    <Show when={props.events.length > 0}>
      <Disclosure summary={words().events} note={words().eventsNote(props.events.length)}>
        <ol class="flex flex-col gap-0.5 font-mono text-[0.8rem]">
          <For each={props.events}>
            {(event) => (
              <li class="flex flex-wrap gap-x-2.5">
                <span class="text-faint">{formats().timeOfDay(event.at)}</span>
                <span>{kindOf(event.__typename)}</span>
                <span class="min-w-0 text-soft [overflow-wrap:anywhere]">{eventDetail(event)}</span>
              </li>
            )}
          </For>
        </ol>
      </Disclosure>
    </Show>
  )
}
