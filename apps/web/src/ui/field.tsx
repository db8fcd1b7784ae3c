import { createUniqueId, type JSX, Show } from 'solid-js'

type FieldProps = {
  label: string
  hint?: string | undefined
  /** Gets the ids that join label and hint to their control. */
  children: (id: string, hintId: string | undefined) => JSX.Element
}

/** A label above its control, and a hint below it. */
export function Field(props: FieldProps) {
  const id = createUniqueId()
  return (
    <div class="flex min-w-0 flex-col gap-1">
      <label for={id} class="text-[0.86rem] font-medium text-soft">
        {props.label}
      </label>
      {props.children(id, props.hint === undefined ? undefined : `${id}-hint`)}
      <Show when={props.hint}>
        <p id={`${id}-hint`} class="text-[0.8rem] text-faint">
          {props.hint}
        </p>
      </Show>
    </div>
  )
}
