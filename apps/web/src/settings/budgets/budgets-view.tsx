import { createMemo, createResource, For, Show } from 'solid-js'
import type { Viewer } from '../../app/app-requests.ts'
import { useViewer } from '../../app/viewer.tsx'
import { useApi } from '../../graphql/api.ts'
import { createLoaded } from '../../graphql/create-loaded.ts'
import { useWords } from '../../i18n/words.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { EmptyRows, Rows } from '../../ui/rows.tsx'
import { SectionHeading } from '../../ui/section-heading.tsx'
import { useSectionTitle } from '../section-title.ts'
import { loadSpaces } from '../spaces/spaces-requests.ts'
import { BudgetRow } from './budget-row.tsx'
import { namesOf, type Targets, targetsOf } from './budget-targets.ts'
import { budgetsEn } from './budgets.en.ts'
import { type Budget, loadBudgets, loadServices } from './budgets-requests.ts'
import { NewBudget } from './new-budget.tsx'

/** What one may use, and what those may use whom one limits. */
export function BudgetsView() {
  const { viewer } = useViewer()
  return <Show when={viewer()}>{(viewer) => <Budgets viewer={viewer()} />}</Show>
}

const intervalMs = 5_000

function Budgets(props: { viewer: Viewer }) {
  const api = useApi()
  const words = useWords('budgets', budgetsEn)
  const title = useSectionTitle('budgets')
  const budgets = createLoaded(() => loadBudgets(api), intervalMs)
  const spaces = createLoaded(() => loadSpaces(api))
  const [services] = createResource(
    () => props.viewer.isAdmin,
    () => loadServices(api).catch(() => []),
  )
  const known = createMemo(() => ({
    spaces: spaces.data() ?? [],
    services: services.state === 'ready' ? services() : [],
  }))
  const names = createMemo(() => namesOf(known()))
  const targets = createMemo(() => targetsOf(known(), props.viewer))
  const isOwn = ({ scope, subject }: Budget) => scope === 'PERSON' && subject === props.viewer.id
  const list = (label: string, shown: readonly Budget[]) => (
    <Rows label={label}>
      <For each={shown}>
        {(budget) => (
          <BudgetRow
            budget={budget}
            nameOf={(id) => (id === props.viewer.id ? words().you : names().get(id))}
            mayTakeBack={mayTakeBack(budget, targets(), props.viewer)}
            onChanged={() => void budgets.refetch()}
          />
        )}
      </For>
    </Rows>
  )
  return (
    <>
      <SectionHeading title={title()}>{words().intro}</SectionHeading>
      <Loaded of={budgets}>
        {(all) => (
          <>
            <section class="flex flex-col gap-2.5">
              <h2 class="font-semibold">{words().own}</h2>
              <Show
                when={all().some(isOwn)}
                fallback={<EmptyRows title={words().ownNone}>{words().ownNoneMeaning}</EmptyRows>}
              >
                {list(words().own, all().filter(isOwn))}
              </Show>
            </section>
            <Show when={targets().size > 0 || all().some((budget) => !isOwn(budget))}>
              <section class="flex flex-col gap-2.5">
                <h2 class="font-semibold">{words().others}</h2>
                <Show
                  when={all().some((budget) => !isOwn(budget))}
                  fallback={<EmptyRows title={words().othersNone}>{words().othersNoneMeaning}</EmptyRows>}
                >
                  {list(
                    words().others,
                    all().filter((budget) => !isOwn(budget)),
                  )}
                </Show>
              </section>
            </Show>
          </>
        )}
      </Loaded>
      <Show when={targets().size > 0}>
        <NewBudget targets={targets()} onSet={() => void budgets.refetch()} />
      </Show>
    </>
  )
}

const mayTakeBack = ({ scope, subject }: Budget, targets: Targets, { isAdmin }: Viewer) =>
  isAdmin || (targets.get(scope)?.some(({ id }) => id === subject) ?? false)
