import { createSignal } from 'solid-js'
import { useApi } from '../../graphql/api.ts'
import { useWords } from '../../i18n/words.tsx'
import { createAction } from '../../ui/create-action.ts'
import { FormCard } from '../../ui/form-card.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { providersEn } from './providers.en.ts'
import { addProvider } from './providers-requests.ts'

/** Adds a provider. */
export function NewProvider(props: { onAdded: () => void }) {
  const api = useApi()
  const words = useWords('providers', providersEn)
  const [name, setName] = createSignal('')
  const [baseUrl, setBaseUrl] = createSignal('')
  const [apiKey, setApiKey] = createSignal('')
  const [cap, setCap] = createSignal('')
  const { act, isBusy, refusal } = createAction(() =>
    addProvider(api, {
      name: name().trim(),
      baseUrl: baseUrl().trim(),
      ...(apiKey().trim() !== '' && { apiKey: apiKey().trim() }),
      ...(cap() !== '' && { cap: Number(cap()) }),
    }),
  )
  const submit = async () => {
    if (!(await act())) return
    for (const set of [setName, setBaseUrl, setApiKey, setCap]) set('')
    props.onAdded()
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
          label={words().name}
          hint={words().nameHint}
          required
          maxLength={63}
          pattern="[a-z][a-z0-9_\-]*"
          autocomplete="off"
          spellcheck={false}
          value={name()}
          onChange={setName}
        />
        <TextField
          label={words().address}
          hint={words().addressHint}
          type="url"
          required
          autocomplete="off"
          spellcheck={false}
          value={baseUrl()}
          onChange={setBaseUrl}
        />
        <TextField
          label={words().apiKey}
          hint={words().apiKeyHint}
          type="password"
          autocomplete="new-password" // with "off" browsers fill in what one signs in here with
          value={apiKey()}
          onChange={setApiKey}
        />
        <TextField
          label={words().cap}
          hint={words().capHint}
          type="number"
          min={0}
          max={1_000_000}
          step={1}
          value={cap()}
          onChange={setCap}
        />
      </div>
    </FormCard>
  )
}
