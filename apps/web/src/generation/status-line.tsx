import { hasEnded } from '@sluice/client'
import { createMemo, Show } from 'solid-js'
import { useActivity } from '../activity/create-activity.tsx'
import { useFormats, useWords } from '../i18n/words.tsx'
import { useNow } from '../ui/clock.tsx'
import { StatusDot } from '../ui/status-dot.tsx'
import type { Entry } from './create-entry.ts'
import { generationEn } from './generation.en.ts'
import { elapsedMs, formatDuration } from './measures.ts'
import { placeDetail } from './place-words.ts'
import { stateWords } from './words.ts'

/** What a generation is doing, for how long, how fast. */
export function StatusLine(props: { entry: Entry }) {
  const words = useWords('generation', generationEn)
  const formats = useFormats()
  const tick = useNow()
  const activity = useActivity()
  const view = () => props.entry.view()
  // For what has ended time stands still: hundreds on one page would else be reckoned anew each second.
  const now = () => (view().endedAt === null ? tick() : 0)
  // Streamed, it is told of every move; the others are asked for now and then, with their row.
  const place = () => (view().status === 'QUEUED' ? (view().place ?? props.entry.row().queue) : null)
  const state = () => stateWords({ ...view(), place: place(), hold: props.entry.row().hold }, now(), words())
  const detail = () => {
    const told = place()
    return told && placeDetail(told, words())
  }
  const elapsed = () => {
    const { createdAt, startedAt } = props.entry.row()
    return formatDuration(elapsedMs({ status: view().status, createdAt, startedAt, endedAt: view().endedAt }, now()))
  }
  const rate = createMemo(() => {
    now()
    const perSecond = view().status === 'RUNNING' ? props.entry.meter.tokensPerSecond(performance.now()) : null
    return perSecond === null || perSecond < 0.5 ? null : words().tokensPerSecond(Math.round(perSecond))
  })
  const outputTokens = () => (hasEnded(view().status) ? view().usage?.outputTokens : undefined)

  return (
    <div class="flex flex-wrap items-center gap-x-2.5 gap-y-0.5 text-[0.9rem] text-soft">
      <StatusDot status={view().status} />
      <span class="font-medium text-ink">{state()}</span>
      <span>{elapsed()}</span>
      <Show when={detail()}>
        <span class="text-faint">{detail()}</span>
      </Show>
      <Show when={rate()}>
        <span class="text-faint">{rate()}</span>
      </Show>
      <Show when={outputTokens()}>
        {(tokens) => (
          <span class="text-faint">
            {view().usage?.isEstimated ? '≈ ' : ''}
            {words().tokens(tokens(), formats().number(tokens()))}
          </span>
        )}
      </Show>
      <Show when={activity.isLost() && !hasEnded(view().status)}>
        <span class="font-medium text-warning">{words().reconnecting}</span>
      </Show>
    </div>
  )
}
