import { A } from '@solidjs/router'
import { Show } from 'solid-js'
import { elapsedMs, formatAgo, formatDuration } from '../generation/measures.ts'
import { StopButton } from '../generation/stop-button.tsx'
import { stateWords } from '../generation/words.ts'
import { useNow } from '../ui/clock.tsx'
import { StatusDot } from '../ui/status-dot.tsx'
import type { TrayRow } from './tray-requests.ts'

type TrayRowViewProps = { row: TrayRow; onStopped: () => void }

/** One line of the tray. The whole row opens the thread; the button in it stops. */
export function TrayRowView(props: TrayRowViewProps) {
  const now = useNow()
  const href = () => `/t/${encodeURIComponent(props.row.thread.id)}`
  return (
    <article
      aria-label={`Generation: ${props.row.title}`}
      class="relative flex items-center gap-3 border-t border-line px-3.5 py-2.5 first:border-t-0 hover:bg-sunken has-[a:focus-visible]:bg-sunken"
    >
      <StatusDot status={props.row.status} />
      <div class="min-w-0 flex-1">
        <A href={href()} data-tray-link class="block truncate font-medium after:absolute after:inset-0">
          {props.row.title}
        </A>
        <p class="flex flex-wrap gap-x-2 text-[0.86rem] text-faint">
          <span class="text-soft">{stateWords({ ...props.row, place: props.row.queue }, now())}</span>
          <span>{formatDuration(elapsedMs(props.row, now()))}</span>
          <span class="max-w-60 truncate">{props.row.model}</span>
          <Show when={props.row.endedAt}>{(at) => <span>{formatAgo(at(), now())}</span>}</Show>
        </p>
        <Show when={props.row.error}>
          {(error) => <p class="truncate text-[0.86rem] text-danger">{error().message}</p>}
        </Show>
      </div>
      <span class="relative z-10">
        <StopButton id={props.row.id} status={props.row.status} onStopped={props.onStopped} />
      </span>
    </article>
  )
}
