import { createSignal, untrack } from 'solid-js'
import { useApi } from '../../graphql/api.ts'
import { useWords } from '../../i18n/words.tsx'
import { Button } from '../../ui/button.tsx'
import { createAction } from '../../ui/create-action.ts'
import { Refused } from '../../ui/refused.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { changeOf } from './provider-words.ts'
import { providersEn } from './providers.en.ts'
import { type Provider, updateProvider } from './providers-requests.ts'

type ChangeProviderProps = { provider: Provider; onChanged: () => void; onLeave: () => void }

/** Another address, or another key. */
export function ChangeProvider(props: ChangeProviderProps) {
  const api = useApi()
  const words = useWords('providers', providersEn)
  const [baseUrl, setBaseUrl] = createSignal(untrack(() => props.provider.baseUrl))
  const [apiKey, setApiKey] = createSignal('')
  const change = () => changeOf(props.provider, { baseUrl: baseUrl(), apiKey: apiKey() })
  const { act, isBusy, refusal } = createAction((input: NonNullable<ReturnType<typeof change>>) =>
    updateProvider(api, input),
  )
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const input = change()
    if (!input) return props.onLeave()
    if (await act(input)) props.onChanged()
  }
  return (
    <form
      aria-label={words().changeOf(props.provider.name)}
      class="order-last flex basis-full flex-col gap-3 rounded-lg bg-sunken px-3 py-2.5"
      onSubmit={(event) => void submit(event)}
    >
      <div class="grid gap-3 sm:grid-cols-2">
        <TextField
          label={words().address}
          type="url"
          required
          autocomplete="off"
          spellcheck={false}
          value={baseUrl()}
          onChange={setBaseUrl}
        />
        <TextField
          label={words().newKey}
          hint={baseUrl().trim() === props.provider.baseUrl ? words().keepsKey : words().needsKey}
          type="password"
          autocomplete="new-password" // with "off" browsers fill in what one signs in here with
          value={apiKey()}
          onChange={setApiKey}
        />
      </div>
      <div class="flex gap-2">
        <Button type="submit" look="primary" aria-disabled={isBusy()}>
          {words().save}
        </Button>
        <Button look="quiet" onClick={() => props.onLeave()}>
          {words().cancel}
        </Button>
      </div>
      <Refused refusal={refusal()} />
    </form>
  )
}
