import { createSignal, createUniqueId, For, Show } from 'solid-js'
import { useApi } from '../../graphql/api.ts'
import { useWords } from '../../i18n/words.tsx'
import { createAction } from '../../ui/create-action.ts'
import { FormCard } from '../../ui/form-card.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { CapTargets, KnownScope } from './cap-targets.ts'
import { capScopes } from './cap-words.ts'
import { capsEn } from './caps.en.ts'
import { setCap } from './caps-requests.ts'

type NewCapProps = { targets: CapTargets; onSet: () => void }

/** Sets a cap, also one that is set already. */
export function NewCap(props: NewCapProps) {
  const api = useApi()
  const all = useWords('caps', capsEn)
  const words = () => all().form
  const scopes = () => capScopes.map((value) => ({ value, name: all().scopes[value] }))
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
    <FormCard
      title={words().title}
      submit={words().submit}
      isBusy={isBusy()}
      refusal={refusal()}
      onSubmit={() => void submit()}
    >
      <div class="grid gap-3 sm:grid-cols-3">
        <SelectField label={words().scope} options={scopes()} value={scope()} onChange={choose} />
        <Target scope={scope()} targets={props.targets} value={name()} onChange={setName} />
        <TextField
          label={words().cap}
          hint={words().capHint}
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
  const words = useWords('caps', capsEn)
  const all = () => words().all[props.scope]
  return (
    <Show
      when={props.scope === 'MODEL'}
      fallback={
        <SelectField
          label={words().form.which}
          options={[
            { value: '', name: all() },
            ...props.targets[props.scope].map(({ id, name }) => ({ value: id, name })),
          ]}
          value={props.value}
          onChange={props.onChange}
        />
      }
    >
      <TextField
        label={words().form.which}
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
