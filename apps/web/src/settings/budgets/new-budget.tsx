import { createSignal, Show } from 'solid-js'
import { useApi } from '../../graphql/api.ts'
import { wordFor } from '../../i18n/word-for.ts'
import { useWords } from '../../i18n/words.tsx'
import { createAction } from '../../ui/create-action.ts'
import { FormCard } from '../../ui/form-card.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { BudgetAction, BudgetPeriod, BudgetScope, BudgetUnit } from '../generated/graphql.ts'
import type { Targets } from './budget-targets.ts'
import { budgetsEn } from './budgets.en.ts'
import { setBudget } from './budgets-requests.ts'

/** The options of a choice, in this order. */
const named = <Value extends string>(words: Readonly<Record<string, string>>, values: readonly Value[]) =>
  values.map((value) => ({ value, name: wordFor(words, value) }))

/** What can be typed as a limit: "50,000" is refused, for it would be read as 50. */
const limitPattern = (unit: BudgetUnit) => (unit === 'MONEY' ? String.raw`\d+([.,]\d{1,2})?` : String.raw`\d+`)

type NewBudgetProps = { targets: Targets; onSet: () => void }

/** Sets a budget, also one that is set already. */
export function NewBudget(props: NewBudgetProps) {
  const api = useApi()
  const words = useWords('budgets', budgetsEn)
  const form = () => words().form
  const [chosenScope, setScope] = createSignal<BudgetScope | null>(null)
  const [subject, setSubject] = createSignal('')
  const [unit, setUnit] = createSignal<BudgetUnit>('MONEY')
  const [period, setPeriod] = createSignal<BudgetPeriod>('DAY')
  const [action, setAction] = createSignal<BudgetAction>('REFUSE')
  const [limit, setLimit] = createSignal('')
  const scopes = () => named(form().scopes, [...props.targets.keys()])
  const scope = () => chosenScope() ?? scopes()[0]?.value ?? 'PARTNERS'
  const targets = () => props.targets.get(scope()) ?? []
  const { act, isBusy, refusal } = createAction(() =>
    setBudget(api, {
      scope: scope(),
      subject: subject(),
      unit: unit(),
      period: period(),
      action: action(),
      limit: limit().trim().replace(',', '.'),
    }),
  )
  const submit = async () => {
    if (!(await act())) return
    setLimit('')
    props.onSet()
  }
  return (
    <FormCard
      title={form().title}
      submit={form().submit}
      isBusy={isBusy()}
      refusal={refusal()}
      onSubmit={() => void submit()}
    >
      <div class="grid gap-3 sm:grid-cols-3">
        <Show when={scopes().length > 1}>
          <SelectField
            label={form().whose}
            options={scopes()}
            value={scope()}
            onChange={(value) => {
              setScope(value)
              setSubject('')
            }}
          />
        </Show>
        <SelectField
          label={scopes().length > 1 ? form().which : wordFor(form().scopes, scope())}
          required
          options={[
            { value: '', name: targets().length > 0 ? form().choose : form().nobody },
            ...targets().map(({ id, name }) => ({ value: id, name })),
          ]}
          value={subject()}
          onChange={setSubject}
        />
        <SelectField
          label={form().period}
          options={named(form().periods, ['DAY', 'MONTH'])}
          value={period()}
          onChange={setPeriod}
        />
        <SelectField
          label={form().unit}
          options={named(form().units, ['MONEY', 'TOKENS'])}
          value={unit()}
          onChange={setUnit}
        />
        <TextField
          label={form().limit}
          hint={wordFor(form().limitHints, unit())}
          required
          inputmode="decimal"
          pattern={limitPattern(unit())}
          autocomplete="off"
          value={limit()}
          onChange={setLimit}
        />
        <SelectField
          label={form().above}
          options={named(form().actions, ['REFUSE', 'APPROVAL'])}
          value={action()}
          onChange={setAction}
        />
      </div>
    </FormCard>
  )
}
