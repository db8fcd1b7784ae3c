import { createSignal, Show } from 'solid-js'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { Field } from '../ui/field.tsx'
import { FormCard } from '../ui/form-card.tsx'
import { HandedOver } from '../ui/handed-over.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { TextField } from '../ui/text-field.tsx'
import { longWord, State } from './specimen.tsx'

const refusal = { code: null, message: 'That name is taken already. Choose another one.' }

/** On and off, with a hint and with a long label. */
export function CheckboxSpecimen() {
  const [isOn, setOn] = createSignal(true)
  return (
    <>
      <State name="on">
        <Checkbox label="Tell me when it is done" checked={isOn()} onChange={setOn} />
      </State>
      <State name="off, with a hint">
        <Checkbox label="Single keys" hint="Off for those who speak." checked={!isOn()} onChange={(on) => setOn(!on)} />
      </State>
      <State name="a label that is too long">
        <Checkbox label={longWord} checked={false} onChange={() => {}} />
      </State>
    </>
  )
}

/** Around any control. */
export function FieldSpecimen() {
  return (
    <State name="around a select, with a hint">
      <Field label="Role" hint="It may be changed later.">
        {(id, hintId) => (
          <select id={id} aria-describedby={hintId} class="input">
            <option>Staff</option>
            <option>Partner</option>
          </select>
        )}
      </Field>
    </State>
  )
}

/** Empty, filled, with a hint, and not to be changed. */
export function TextFieldSpecimen() {
  const [text, setText] = createSignal('Minutes of Monday')
  return (
    <>
      <State name="filled">
        <TextField label="Title" value={text()} onChange={setText} />
      </State>
      <State name="empty, with a hint and a placeholder">
        <TextField
          label="E-mail"
          hint="Nobody else sees it."
          placeholder="you@example.org"
          value=""
          onChange={() => {}}
        />
      </State>
      <State name="disabled">
        <TextField label="Space" disabled value="Research" onChange={() => {}} />
      </State>
    </>
  )
}

/** Ready, busy, refused, and with what came of it. */
export function FormCardSpecimen() {
  const nothing = () => {}
  return (
    <>
      <State name="ready">
        <FormCard title="Make a space" submit="Make it" isBusy={false} refusal={null} onSubmit={nothing}>
          <TextField label="Name of the space" value="" onChange={nothing} />
        </FormCard>
      </State>
      <State name="busy">
        <FormCard title="Make a token" submit="Make token" isBusy refusal={null} onSubmit={nothing}>
          <TextField label="Name of the service" value="search" onChange={nothing} />
        </FormCard>
      </State>
      <State name="refused">
        <FormCard title="Set a cap" submit="Set it" isBusy={false} refusal={refusal} onSubmit={nothing}>
          <TextField label="At most" value="many" onChange={nothing} />
        </FormCard>
      </State>
    </>
  )
}

/** It takes the focus where it comes up; here only when it is asked for. */
export function HandedOverSpecimen() {
  const [isShown, setShown] = createSignal(false)
  return (
    <State name="press it: a secret is handed over">
      <Show when={isShown()} fallback={<Button onClick={() => setShown(true)}>Hand it over</Button>}>
        <HandedOver
          title="Token of the specimen"
          advice="Copy it now: it is not shown again."
          value={`slu_${'0123456789abcdef'.repeat(4)}`}
          onDone={() => setShown(false)}
        />
      </Show>
    </State>
  )
}

const periods = [
  { value: 'DAY', name: 'A day' },
  { value: 'MONTH', name: 'A month' },
] as const

export function SelectFieldSpecimen() {
  const [period, setPeriod] = createSignal<'DAY' | 'MONTH'>('MONTH')
  return (
    <>
      <State name="one chosen">
        <SelectField label="Period" options={periods} value={period()} onChange={setPeriod} />
      </State>
      <State name="with a hint">
        <SelectField
          label="Period"
          hint="It begins anew at midnight, UTC."
          options={periods}
          value="DAY"
          onChange={() => {}}
        />
      </State>
    </>
  )
}
