import { createMemo, createResource, For, Show } from 'solid-js'
import { useApi } from '../../graphql/api.ts'
import { createLoaded } from '../../graphql/create-loaded.ts'
import { AskFirst } from '../../ui/ask-first.tsx'
import { createAction } from '../../ui/create-action.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Refused } from '../../ui/refused.tsx'
import { EmptyRows, Row, Rows, RowText } from '../../ui/rows.tsx'
import { SectionHeading } from '../../ui/section-heading.tsx'
import { loadSpaces } from '../spaces/spaces-requests.ts'
import { targetsOf } from './cap-targets.ts'
import { capHeading, capMeaning, capTarget } from './cap-words.ts'
import { type Cap, loadCapModels, loadCaps, setCap } from './caps-requests.ts'
import { NewCap } from './new-cap.tsx'

/** How many may run at once. */
export function CapsView() {
  const api = useApi()
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
      <SectionHeading title="Caps">
        How many generations run at once; what is above a cap waits in line. What is set here counts at once, in all
        processes, in place of what is configured.
      </SectionHeading>
      <Loaded of={caps}>
        {(all) => (
          <Show
            when={all().length > 0}
            fallback={
              <EmptyRows title="All caps are as configured">
                Set one below to hold a provider back for a while, or to let somebody run more. What runs goes on.
              </EmptyRows>
            }
          >
            <Rows label="Caps">
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
  const { act, isBusy, refusal } = createAction(() => setCap(api, { scope: props.cap.scope, name: props.cap.name }))
  const takeBack = async () => {
    if (await act()) props.onChanged()
  }
  return (
    <Row>
      <RowText name={capHeading(props.cap, props.nameOf)}>{capMeaning(props.cap.cap)}</RowText>
      <AskFirst
        label="Take back"
        of={`the cap of ${capTarget(props.cap, props.nameOf)}`}
        question="The configured cap counts again."
        isBusy={isBusy()}
        onConfirm={() => void takeBack()}
      />
      <Refused refusal={refusal()} />
    </Row>
  )
}
