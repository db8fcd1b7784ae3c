import { createResource, For, Show } from 'solid-js'
import { useApi } from '../../graphql/api.ts'
import { createLoaded } from '../../graphql/create-loaded.ts'
import { useWords } from '../../i18n/words.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { EmptyRows, Rows } from '../../ui/rows.tsx'
import { SectionHeading } from '../../ui/section-heading.tsx'
import { useSectionTitle } from '../section-title.ts'
import { NewProvider } from './new-provider.tsx'
import { ProviderRow } from './provider-row.tsx'
import { providersEn } from './providers.en.ts'
import { loadProviderStates, loadProviders } from './providers-requests.ts'

/** The providers that were added at run time. */
export function ProvidersView() {
  const api = useApi()
  const words = useWords('providers', providersEn)
  const title = useSectionTitle('providers')
  const providers = createLoaded(() => loadProviders(api))
  const [states, { refetch }] = createResource<Awaited<ReturnType<typeof loadProviderStates>>, boolean>(
    (_, { refetching }) => loadProviderStates(api, refetching).catch(() => []),
  )
  // Reading a resource that has not come yet would hold back the whole view, and asking the providers can take seconds.
  const stateOf = (name: string) =>
    states.state === 'ready' ? states().find((state) => state.name === name) : undefined
  const onChanged = () => {
    void providers.refetch()
    void refetch(true)
  }
  return (
    <>
      <SectionHeading title={title()}>{words().intro}</SectionHeading>
      <Loaded of={providers}>
        {(all) => (
          <Show when={all().length > 0} fallback={<EmptyRows title={words().none}>{words().noneMeaning}</EmptyRows>}>
            <Rows label={title()}>
              <For each={all()}>
                {(provider) => (
                  <ProviderRow
                    provider={provider}
                    state={stateOf(provider.name)}
                    onCheck={() => void refetch(true)}
                    onChanged={onChanged}
                  />
                )}
              </For>
            </Rows>
          </Show>
        )}
      </Loaded>
      <NewProvider onAdded={onChanged} />
    </>
  )
}
