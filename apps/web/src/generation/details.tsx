import { For, type JSX, Show } from 'solid-js'
import { Disclosure } from '../ui/disclosure.tsx'
import type { Entry } from './create-entry.ts'
import { formatCount, formatDuration } from './measures.ts'

function Fact(props: { name: string; value: JSX.Element | null | undefined }) {
  return (
    <Show when={props.value}>
      <div class="flex flex-wrap gap-x-3">
        <dt class="w-32 shrink-0 text-faint">{props.name}</dt>
        <dd class="min-w-0 flex-1 basis-48 [overflow-wrap:anywhere]">{props.value}</dd>
      </div>
    </Show>
  )
}

const time = (at: string | null) => (at === null ? null : new Date(at).toLocaleString())
const between = (from: string | null, to: string | null) =>
  from === null || to === null ? null : formatDuration(Date.parse(to) - Date.parse(from))

/** For those who want to know exactly. */
export function GenerationDetails(props: { entry: Entry }) {
  const row = () => props.entry.row()
  const view = () => props.entry.view()
  const usage = () => {
    const used = view().usage ?? row().usage
    if (!used) return null
    const parts = [
      `${formatCount(used.inputTokens, 'token')} in`,
      `${formatCount(used.outputTokens, 'token')} out`,
      used.reasoningTokens ? `${formatCount(used.reasoningTokens, 'token')} thinking` : '',
      used.cachedInputTokens ? `${formatCount(used.cachedInputTokens, 'token')} from cache` : '',
    ]
    return parts.filter(Boolean).join(', ') + (used.isEstimated ? ' (estimated)' : '')
  }
  const parameters = () => {
    const { temperature, maxOutputTokens, reasoningEffort } = row().parameters
    const parts = [
      temperature === null ? '' : `temperature ${temperature}`,
      maxOutputTokens === null ? '' : `at most ${formatCount(maxOutputTokens, 'token')}`,
      reasoningEffort === null ? '' : `reasoning effort ${reasoningEffort.toLowerCase()}`,
    ]
    return parts.filter(Boolean).join(', ')
  }

  return (
    <Disclosure summary="Details" note={row().model}>
      <dl class="flex flex-col gap-1 text-[0.86rem]">
        <Fact name="Model" value={row().model} />
        <Fact name="Asked for" value={row().requestedModel === row().model ? null : row().requestedModel} />
        <Fact name="Instructions" value={row().instructions} />
        <Fact name="Parameters" value={parameters()} />
        <Fact name="Labels" value={row().labels.join(', ')} />
        <Fact name="Started" value={time(row().createdAt)} />
        <Fact name="In line for" value={between(row().createdAt, row().startedAt)} />
        <Fact name="First token after" value={between(row().startedAt, row().firstTokenAt)} />
        <Fact name="Worked for" value={between(row().startedAt, row().endedAt)} />
        <Fact name="Usage" value={usage()} />
        <Fact name="Cost" value={(view().cost ?? row().cost) && `$${view().cost ?? row().cost}`} />
        <For each={row().attempts}>
          {(attempt) => (
            <Fact
              name={`Attempt ${attempt.number}`}
              value={[
                attempt.outcome?.toLowerCase() ?? 'under way',
                attempt.model,
                between(attempt.startedAt, attempt.endedAt),
                attempt.errorMessage,
              ]
                .filter(Boolean)
                .join(' · ')}
            />
          )}
        </For>
      </dl>
    </Disclosure>
  )
}
