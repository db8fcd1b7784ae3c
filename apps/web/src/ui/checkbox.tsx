import { createUniqueId, Show } from 'solid-js'

type CheckboxProps = { label: string; hint?: string; checked: boolean; onChange: (isChecked: boolean) => void }

/** Something that is on or off, with its words beside it. */
export function Checkbox(props: CheckboxProps) {
  const id = createUniqueId()
  return (
    <div class="flex items-start gap-2.5">
      <input
        id={id}
        type="checkbox"
        class="mt-1 size-4 shrink-0 accent-accent"
        aria-describedby={props.hint ? `${id}-hint` : undefined}
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <div class="min-w-0">
        <label for={id} class="[overflow-wrap:anywhere]">
          {props.label}
        </label>
        <Show when={props.hint}>
          <p id={`${id}-hint`} class="text-[0.8rem] text-faint">
            {props.hint}
          </p>
        </Show>
      </div>
    </div>
  )
}
