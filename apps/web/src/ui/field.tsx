import { createUniqueId, type JSX, Show } from 'solid-js'

type FieldProps = { label: string; hint?: string; children: (id: string) => JSX.Element }

/** A label above its control; `children` gets the id that joins the two. */
export function Field(props: FieldProps) {
  const id = createUniqueId()
  return (
    <div class="flex min-w-0 flex-col gap-1">
      <label for={id} class="text-[0.86rem] font-medium text-soft">
        {props.label}
      </label>
      {props.children(id)}
      <Show when={props.hint}>
        <p class="text-[0.8rem] text-faint">{props.hint}</p>
      </Show>
    </div>
  )
}
