import { createSignal, Show } from 'solid-js'
import { useApi } from '../../graphql/api.ts'
import { useFormats, useWords } from '../../i18n/words.tsx'
import { AskFirst } from '../../ui/ask-first.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { createAction } from '../../ui/create-action.ts'
import { Refused } from '../../ui/refused.tsx'
import { Row, RowText } from '../../ui/rows.tsx'
import { ChangeProvider } from './change-provider.tsx'
import { faresWords } from './provider-words.ts'
import { providersEn } from './providers.en.ts'
import { type Provider, type ProviderState, removeProvider } from './providers-requests.ts'

type ProviderRowProps = {
  provider: Provider
  /** Undefined while it is being asked. */
  state: ProviderState | undefined
  onCheck: () => void
  onChanged: () => void
}

/** A provider that was added, and how it fares. */
export function ProviderRow(props: ProviderRowProps) {
  const api = useApi()
  const words = useWords('providers', providersEn)
  const formats = useFormats()
  const [isChanging, setChanging] = createSignal(false)
  const removal = createAction(() => removeProvider(api, props.provider.id))
  const fares = () => faresWords(props.provider, props.state, words())
  const remove = async () => {
    if (await removal.act()) props.onChanged()
  }
  const onChanged = () => {
    setChanging(false)
    props.onChanged()
  }
  return (
    <Row>
      <RowText
        name={
          <>
            {props.provider.name} <Badge tone={fares().tone}>{fares().text}</Badge>
          </>
        }
      >
        <span class="font-mono text-[0.8rem]">{props.provider.baseUrl}</span>
        <span>{props.provider.hasKey ? words().key(props.provider.keyHint) : words().noKey}</span>
        <span class="text-faint">
          {words().added(props.provider.createdBy, formats().moment(props.provider.createdAt))}
        </span>
        <Show when={fares().reason}>{(reason) => <span class="basis-full text-warning">{reason()}</span>}</Show>
      </RowText>
      <Button
        look="quiet"
        size="small"
        aria-label={words().checkOf(props.provider.name)}
        onClick={() => props.onCheck()}
      >
        {words().check}
      </Button>
      <Button
        look="quiet"
        size="small"
        aria-label={words().changeOf(props.provider.name)}
        aria-expanded={isChanging()}
        onClick={() => setChanging(!isChanging())}
      >
        {words().change}
      </Button>
      <AskFirst
        label={words().remove}
        of={props.provider.name}
        question={words().removeQuestion(props.provider.name)}
        isBusy={removal.isBusy()}
        onConfirm={() => void remove()}
      />
      <Show when={isChanging()}>
        <ChangeProvider provider={props.provider} onChanged={onChanged} onLeave={() => setChanging(false)} />
      </Show>
      <Refused refusal={removal.refusal()} />
    </Row>
  )
}
