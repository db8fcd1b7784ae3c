import { For, Show } from 'solid-js'
import { type GroupName, groupNames } from './groups.ts'

type TrayFiltersProps = {
  counts: Record<GroupName, number>
  labels: readonly string[]
  group: GroupName | null
  label: string | null
  onGroup: (group: GroupName | null) => void
  onLabel: (label: string | null) => void
}

function Chip(props: { isOn: boolean; onClick: () => void; text: string; count?: number }) {
  return (
    <button
      type="button"
      aria-pressed={props.isOn}
      class="min-h-7 rounded-full px-2.5 text-[0.86rem] text-soft hover:bg-sunken aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-ink"
      onClick={() => props.onClick()}
    >
      {props.text} <Show when={props.count}>{(count) => <span class="text-faint">{count()}</span>}</Show>
    </button>
  )
}

/** Narrows the tray to one group, or one label. */
export function TrayFilters(props: TrayFiltersProps) {
  return (
    <div class="-ml-2.5 flex flex-wrap items-center gap-0.5" role="group" aria-label="Filter">
      <Chip isOn={props.group === null} onClick={() => props.onGroup(null)} text="All" />
      <For each={groupNames}>
        {(name) => (
          <Chip
            isOn={props.group === name}
            onClick={() => props.onGroup(name)}
            text={name}
            count={props.counts[name]}
          />
        )}
      </For>
      <Show when={props.labels.length > 0}>
        <select
          aria-label="Label"
          class="ml-auto min-h-7 max-w-44 rounded-lg border border-line bg-surface px-2 text-[0.86rem] text-soft"
          value={props.label ?? ''}
          onChange={(event) => props.onLabel(event.currentTarget.value || null)}
        >
          <option value="">Any label</option>
          <For each={props.labels}>{(label) => <option value={label}>{label}</option>}</For>
        </select>
      </Show>
    </div>
  )
}
