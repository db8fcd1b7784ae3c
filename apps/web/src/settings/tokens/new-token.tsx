import { createSignal, For } from 'solid-js'
import { useApi } from '../../graphql/api.ts'
import { useWords } from '../../i18n/words.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { createAction } from '../../ui/create-action.ts'
import { Field } from '../../ui/field.tsx'
import { FormCard } from '../../ui/form-card.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { TokenScope } from '../generated/graphql.ts'
import { knownScopes } from './scope-words.ts'
import { expiryAfter, lifetimes } from './token-state.ts'
import { tokensEn } from './tokens.en.ts'
import { createServiceToken, type MadeToken } from './tokens-requests.ts'

type NewTokenProps = {
  /** Nobody gives rights that they do not have. */
  allowed: readonly TokenScope[]
  onMade: (made: MadeToken) => void
}

/** Makes a token for a service. */
export function NewToken(props: NewTokenProps) {
  const api = useApi()
  const words = useWords('tokens', tokensEn)
  const [service, setService] = createSignal('')
  const [scopes, setScopes] = createSignal<readonly TokenScope[]>(['READ', 'START'])
  const [lifetime, setLifetime] = createSignal(1)
  const { act, isBusy, refusal } = createAction(() =>
    createServiceToken(api, {
      service: service().trim(),
      scopes: [...scopes()],
      expiresAt: expiryAfter(lifetimes[lifetime()]?.days ?? null, Date.now()),
    }),
  )
  const toggle = (scope: TokenScope, isOn: boolean) =>
    setScopes(isOn ? [...scopes(), scope] : scopes().filter((other) => other !== scope))
  const submit = async () => {
    const made = await act()
    if (!made) return
    setService('')
    props.onMade(made)
  }
  return (
    <FormCard
      title={words().form.title}
      submit={words().form.submit}
      isBusy={isBusy()}
      refusal={refusal()}
      onSubmit={() => void submit()}
    >
      <div class="grid gap-3 sm:grid-cols-2">
        <TextField
          label={words().form.service}
          hint={words().form.serviceHint}
          required
          maxLength={64}
          pattern="[\w.\-]+"
          autocomplete="off"
          spellcheck={false}
          value={service()}
          onChange={setService}
        />
        <Field label={words().form.lifetime}>
          {(id) => (
            <select
              id={id}
              class="input"
              value={lifetime()}
              onChange={(event) => setLifetime(Number(event.currentTarget.value))}
            >
              <For each={lifetimes}>
                {({ name }, index) => <option value={index()}>{words().lifetimes[name]}</option>}
              </For>
            </select>
          )}
        </Field>
      </div>
      <fieldset class="flex flex-col gap-1.5">
        <legend class="mb-1 text-[0.86rem] font-medium text-soft">{words().form.scopes}</legend>
        <For each={knownScopes.filter((scope) => props.allowed.includes(scope))}>
          {(scope) => (
            <Checkbox
              label={words().scopes[scope]}
              hint={words().meanings[scope]}
              checked={scopes().includes(scope)}
              onChange={(isOn) => toggle(scope, isOn)}
            />
          )}
        </For>
      </fieldset>
    </FormCard>
  )
}
