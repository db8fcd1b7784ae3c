type TextInputProps = {
  id: string
  type: 'email' | 'password'
  autocomplete: string
  isWrong?: boolean
  value: string
  onChange: (value: string) => void
}

/** A control of a form that is sent as a whole. */
export function TextInput(props: TextInputProps) {
  return (
    <input
      id={props.id}
      class="input"
      type={props.type}
      autocomplete={props.autocomplete}
      required
      aria-invalid={props.isWrong === true}
      value={props.value}
      onInput={(event) => props.onChange(event.currentTarget.value)}
    />
  )
}
