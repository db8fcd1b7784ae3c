import { type JSX, splitProps } from 'solid-js'
import { Field } from './field.tsx'

type TextFieldProps = Omit<JSX.InputHTMLAttributes<HTMLInputElement>, 'id' | 'onInput' | 'onChange'> & {
  label: string
  hint?: string
  value: string
  onChange: (value: string) => void
}

/** One line to type in, under its label; all else is the input's own. */
export function TextField(props: TextFieldProps) {
  const [own, rest] = splitProps(props, ['label', 'hint', 'class', 'value', 'onChange'])
  return (
    <Field label={own.label} hint={own.hint}>
      {(id, hintId) => (
        <input
          {...rest}
          id={id}
          aria-describedby={hintId}
          class={`input ${own.class ?? ''}`}
          value={own.value}
          onInput={(event) => own.onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}
