import { createSignal, createUniqueId, For, Show } from 'solid-js'
import { useApi } from '../../graphql/api.ts'
import { createAction } from '../../ui/create-action.ts'
import { FormCard } from '../../ui/form-card.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { CapTargets, KnownScope } from './cap-targets.ts'
import { capScopes } from './cap-words.ts'
import { setCap } from './caps-requests.ts'

const scopes = capScopes.map(({ scope, one }) => ({ value: scope, name: one }))

type NewCapProps = { targets: CapTargets; onSet: () => void }

/** Sets a cap, also one that is set already. */
export function NewCap(props: NewCapProps) {
  const api = useApi()
  const [scope, setScope] = createSignal<KnownScope>('PROVIDER')
  const [name, setName] = createSignal('')
  const [cap, setCapText] = createSignal('')
  const { act, isBusy, refusal } = createAction(() =>
    setCap(api, { scope: scope(), name: name().trim() || null, cap: Number(cap()) }),
  )
  const choose = (value: KnownScope) => {
    setScope(value)
    setName('')
  }
  const submit = async () => {
    if (!(await act())) return
    setName('')
    setCapText('')
    props.onSet()
  }
  return (
    <FormCard title="Set a cap" submit="Set cap" isBusy={isBusy()} refusal={refusal()} onSubmit={() => void submit()}>
      <div class="grid gap-3 sm:grid-cols-3">
        <SelectField label="What" options={scopes} value={scope()} onChange={choose} />
        <Target scope={scope()} targets={props.targets} value={name()} onChange={setName} />
        <TextField
          label="At once, at most"
          hint="0 takes nothing more."
          type="number"
          required
          min={0}
          max={1_000_000}
          step={1}
          value={cap()}
          onChange={setCapText}
        />
      </div>
    </FormCard>
  )
}

type TargetProps = {
  scope: KnownScope
  targets: CapTargets
  value: string
  onChange: (name: string) => void
}

/** A model can be capped that no list has yet; all else is chosen. */
function Target(props: TargetProps) {
  const listId = createUniqueId()
  const all = () => capScopes.find(({ scope }) => scope === props.scope)?.all
  return (
    <Show
      when={props.scope === 'MODEL'}
      fallback={
        <SelectField
          label="Which"
          options={[
            { value: '', name: all() ?? '' },
            ...props.targets[props.scope].map(({ id, name }) => ({ value: id, name })),
          ]}
          value={props.value}
          onChange={props.onChange}
        />
      }
    >
      <TextField
        label="Which"
        list={listId}
        autocomplete="off"
        spellcheck={false}
        placeholder={all()}
        value={props.value}
        onChange={props.onChange}
      />
      <datalist id={listId}>
        <For each={props.targets.MODEL}>{({ id }) => <option value={id} />}</For>
      </datalist>
    </Show>
  )
}
