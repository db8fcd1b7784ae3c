import { For, Show } from 'solid-js'

type ChoiceProps = {
  label: string
  any: string
  options: readonly { id: string; name: string }[]
  value: string | null
  onChange: (value: string | null) => void
}

/** One of several, or any. Not there while there is nothing to choose from. */
export function Choice(props: ChoiceProps) {
  const options = () =>
    props.value === null || props.options.some(({ id }) => id === props.value)
      ? props.options
      : [...props.options, { id: props.value, name: props.value }]
  return (
    <Show when={options().length > 0}>
      <select
        aria-label={props.label}
        class="min-h-8 max-w-44 min-w-0 rounded-lg border border-line bg-surface px-2 text-[0.86rem] text-soft"
        onChange={(event) => props.onChange(event.currentTarget.value || null)}
      >
        <option value="" selected={props.value === null}>
          {props.any}
        </option>
        <For each={options()}>
          {(option) => (
            <option value={option.id} selected={option.id === props.value}>
              {option.name}
            </option>
          )}
        </For>
      </select>
    </Show>
  )
}
