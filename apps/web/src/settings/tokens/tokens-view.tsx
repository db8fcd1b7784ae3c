import { createMemo, createSignal, For, Show } from 'solid-js'
import { useViewer } from '../../app/viewer.tsx'
import { useApi } from '../../graphql/api.ts'
import { createLoaded } from '../../graphql/create-loaded.ts'
import { useWords } from '../../i18n/words.tsx'
import { useNow } from '../../ui/clock.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { HandedOver } from '../../ui/handed-over.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { EmptyRows, Rows } from '../../ui/rows.tsx'
import { SectionHeading } from '../../ui/section-heading.tsx'
import { useSectionTitle } from '../section-title.ts'
import { EndedTokenRow } from './ended-token-row.tsx'
import { NewToken } from './new-token.tsx'
import { TokenRow } from './token-row.tsx'
import { tokenState } from './token-state.ts'
import { tokensEn } from './tokens.en.ts'
import { loadServiceTokens, type MadeToken } from './tokens-requests.ts'

/** The tokens by which services sign in. */
export function TokensView() {
  const api = useApi()
  const words = useWords('tokens', tokensEn)
  const title = useSectionTitle('service-tokens')
  const now = useNow()
  const { viewer } = useViewer()
  const tokens = createLoaded(() => loadServiceTokens(api))
  const [made, setMade] = createSignal<MadeToken | null>(null)
  const all = () => tokens.data() ?? []
  const isActive = (token: Parameters<typeof tokenState>[0]) => tokenState(token, now()) === 'active'
  const active = createMemo(() => all().filter(isActive), [], { equals: isSameList })
  const ended = createMemo(() => all().filter((token) => !isActive(token)), [], { equals: isSameList })
  const onMade = (token: MadeToken) => {
    setMade(token)
    void tokens.refetch()
  }
  return (
    <>
      <SectionHeading title={title()}>{words().intro}</SectionHeading>
      <Show when={made()} keyed>
        {(token) => (
          <HandedOver
            title={words().made(token.serviceToken.service)}
            advice={words().madeAdvice}
            value={token.secret}
            onDone={() => setMade(null)}
          />
        )}
      </Show>
      <Loaded of={tokens}>
        {() => (
          <>
            <Show
              when={active().length > 0}
              fallback={<EmptyRows title={words().none}>{words().noneMeaning}</EmptyRows>}
            >
              <Rows label={title()}>
                <For each={active()}>
                  {(token) => <TokenRow token={token} onMade={onMade} onRevoked={() => void tokens.refetch()} />}
                </For>
              </Rows>
            </Show>
            <NewToken allowed={viewer()?.scopes ?? []} onMade={onMade} />
            <Show when={ended().length > 0}>
              <Disclosure summary={words().ended} note={String(ended().length)}>
                <Rows label={words().ended}>
                  <For each={ended()}>{(token) => <EndedTokenRow token={token} />}</For>
                </Rows>
              </Disclosure>
            </Show>
          </>
        )}
      </Loaded>
    </>
  )
}

/** The clock ticks each second; rows are drawn again only when one has changed its list. */
const isSameList = <Item,>(a: readonly Item[], b: readonly Item[]) =>
  a.length === b.length && a.every((item, index) => item === b[index])
