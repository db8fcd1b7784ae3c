import { Show } from 'solid-js'
import { generationEn } from '../generation/generation.en.ts'
import { elapsedMs, formatDuration } from '../generation/measures.ts'
import { placeDetail } from '../generation/place-words.ts'
import { useAgo } from '../generation/use-ago.ts'
import { adviceFor, stateWords } from '../generation/words.ts'
import { useWords } from '../i18n/words.tsx'
import { useNow } from '../ui/clock.tsx'
import type { Live } from './create-live.ts'
import { needOf } from './needs.ts'
import { trayEn } from './tray.en.ts'
import type { TrayRow } from './tray-requests.ts'

type RowWordsProps = {
  row: TrayRow
  live: Live | undefined
  /** The space, where it is not the viewer's own. */
  space: string | null
}

/** What a generation is doing, for how long, how fast, and where. */
export function RowState(props: RowWordsProps) {
  const words = useWords('generation', generationEn)
  const ago = useAgo()
  const now = useNow()
  const state = () => ({ ...props.row, phase: props.live?.phase ?? props.row.phase, place: props.row.queue })
  const detail = () => props.row.queue && placeDetail(props.row.queue, words())
  const rate = () => {
    const perSecond = props.row.status === 'RUNNING' ? props.live?.tokensPerSecond : null
    return perSecond && perSecond >= 0.5 ? Math.round(perSecond) : null
  }
  return (
    <p class="flex flex-wrap gap-x-2 text-[0.86rem] text-faint">
      <span class="text-soft">{stateWords(state(), now(), words())}</span>
      <span>{formatDuration(elapsedMs(props.row, now()))}</span>
      <Show when={detail()}>
        <span>{detail()}</span>
      </Show>
      <Show when={rate()}>{(tokens) => <span>{words().tokensPerSecond(tokens())}</span>}</Show>
      <span class="max-w-60 truncate">{props.row.model}</span>
      <Show when={props.space}>
        <span class="max-w-40 truncate">{props.space}</span>
      </Show>
      <Show when={props.row.endedAt}>{(at) => <span>{ago(at())}</span>}</Show>
    </p>
  )
}

/** What it says at the moment, why it failed and what to do, or what it waits for. */
export function RowNews(props: { row: TrayRow; live: Live | undefined; mayApprove: boolean }) {
  const words = useWords('tray', trayEn)
  const generationWords = useWords('generation', generationEn)
  const need = () => needOf(props.row)
  return (
    <>
      <Show when={props.row.status === 'RUNNING' && props.live?.line}>
        {(line) => (
          <p class="truncate text-[0.86rem] text-soft" dir="auto" data-live-line>
            {line()}
          </p>
        )}
      </Show>
      <Show when={props.row.error}>
        {(error) => (
          <p class="line-clamp-2 text-[0.86rem] text-danger [overflow-wrap:anywhere]">
            {error().message} <span class="text-soft">{adviceFor(error().code, generationWords())}</span>
          </p>
        )}
      </Show>
      <Show when={need() === 'refinement'}>
        <p class="text-[0.86rem] text-soft">{words().reviewRewrite}</p>
      </Show>
      <Show when={need() === 'approval' && !props.mayApprove}>
        <p class="text-[0.86rem] text-soft">{words().heldHint}</p>
      </Show>
    </>
  )
}
