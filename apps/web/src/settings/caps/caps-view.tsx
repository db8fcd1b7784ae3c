import { createMemo, createResource, For, Show } from 'solid-js'
import { useApi } from '../../graphql/api.ts'
import { createLoaded } from '../../graphql/create-loaded.ts'
import { useFormats, useWords } from '../../i18n/words.tsx'
import { AskFirst } from '../../ui/ask-first.tsx'
import { createAction } from '../../ui/create-action.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Refused } from '../../ui/refused.tsx'
import { EmptyRows, Row, Rows, RowText } from '../../ui/rows.tsx'
import { SectionHeading } from '../../ui/section-heading.tsx'
import { useSectionTitle } from '../section-title.ts'
import { loadSpaces } from '../spaces/spaces-requests.ts'
import { targetsOf } from './cap-targets.ts'
import { capHeading, capMeaning, capTarget } from './cap-words.ts'
import { capsEn } from './caps.en.ts'
import { type Cap, loadCapModels, loadCaps, setCap } from './caps-requests.ts'
import { NewCap } from './new-cap.tsx'

/** How many may run at once. */
export function CapsView() {
  const api = useApi()
  const words = useWords('caps', capsEn)
  const title = useSectionTitle('caps')
  const caps = createLoaded(() => loadCaps(api))
  const spaces = createLoaded(() => loadSpaces(api))
  const [named] = createResource(() => loadCapModels(api).catch(() => ({ providers: [], models: [] })))
  // Reading a resource that has not come yet would hold back the whole view, and asking the providers can take seconds.
  const targets = createMemo(() =>
    targetsOf(spaces.data() ?? [], named.state === 'ready' ? named() : { providers: [], models: [] }),
  )
  const nameOf = (id: string) => [...targets().PERSON, ...targets().SPACE].find((known) => known.id === id)?.name
  return (
    <>
      <SectionHeading title={title()}>{words().intro}</SectionHeading>
      <Loaded of={caps}>
        {(all) => (
          <Show when={all().length > 0} fallback={<EmptyRows title={words().none}>{words().noneMeaning}</EmptyRows>}>
            <Rows label={title()}>
              <For each={all()}>
                {(cap) => <CapRow cap={cap} nameOf={nameOf} onChanged={() => void caps.refetch()} />}
              </For>
            </Rows>
          </Show>
        )}
      </Loaded>
      <NewCap targets={targets()} onSet={() => void caps.refetch()} />
    </>
  )
}

type CapRowProps = { cap: Cap; nameOf: (id: string) => string | undefined; onChanged: () => void }

function CapRow(props: CapRowProps) {
  const api = useApi()
  const words = useWords('caps', capsEn)
  const formats = useFormats()
  /** People and spaces are capped by their ids. */
  const named = () => ({
    scope: props.cap.scope,
    name: props.cap.name && (props.nameOf(props.cap.name) ?? props.cap.name),
  })
  const { act, isBusy, refusal } = createAction(() => setCap(api, { scope: props.cap.scope, name: props.cap.name }))
  const takeBack = async () => {
    if (await act()) props.onChanged()
  }
  return (
    <Row>
      <RowText name={capHeading(named(), words())}>{capMeaning(props.cap.cap, words(), formats())}</RowText>
      <AskFirst
        label={words().takeBack}
        of={words().of(capTarget(named(), words()))}
        question={words().question}
        isBusy={isBusy()}
        onConfirm={() => void takeBack()}
      />
      <Refused refusal={refusal()} />
    </Row>
  )
}
