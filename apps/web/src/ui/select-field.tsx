import { For } from 'solid-js'
import { Field } from './field.tsx'

type SelectFieldProps<Value extends string> = {
  label: string
  hint?: string
  options: readonly { value: Value; name: string }[]
  required?: boolean
  value: Value
  onChange: (value: Value) => void
}

/** One of several, under its label. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const choose = (chosen: string) => {
    const option = props.options.find(({ value }) => value === chosen)
    if (option) props.onChange(option.value)
  }
  return (
    <Field label={props.label} hint={props.hint}>
      {(id, hintId) => (
        <select
          id={id}
          aria-describedby={hintId}
          class="input"
          required={props.required}
          value={props.value}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <For each={props.options}>
            {({ value, name }) => (
              <option value={value} selected={value === props.value}>
                {name}
              </option>
            )}
          </For>
        </select>
      )}
    </Field>
  )
}
