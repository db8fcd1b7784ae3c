import { Show } from 'solid-js'
import { useAmounts } from '../../composer/use-amounts.ts'
import { useApi } from '../../graphql/api.ts'
import { wordFor } from '../../i18n/word-for.ts'
import { useFormats, useWords } from '../../i18n/words.tsx'
import { AskFirst } from '../../ui/ask-first.tsx'
import { Badge } from '../../ui/badge.tsx'
import { createAction } from '../../ui/create-action.ts'
import { Refused } from '../../ui/refused.tsx'
import { Row, RowText } from '../../ui/rows.tsx'
import { BudgetBar } from './budget-bar.tsx'
import { budgetHeading, isUsedUp, sharesOf, standingWords } from './budget-words.ts'
import { budgetsEn } from './budgets.en.ts'
import { type Budget, setBudget } from './budgets-requests.ts'

type BudgetRowProps = {
  budget: Budget
  nameOf: (id: string) => string | undefined
  mayTakeBack: boolean
  onChanged: () => void
}

/** One budget as it stands. */
export function BudgetRow(props: BudgetRowProps) {
  const api = useApi()
  const words = useWords('budgets', budgetsEn)
  const formats = useFormats()
  const amounts = useAmounts()
  const { act, isBusy, refusal } = createAction(() => {
    const { scope, subject, period, unit } = props.budget
    return setBudget(api, { scope, subject, period, unit })
  })
  const heading = () => budgetHeading(props.budget, props.nameOf, words())
  const takeBack = async () => {
    if (await act()) props.onChanged()
  }
  return (
    <Row>
      <RowText
        name={
          <>
            {heading()}
            <Show when={isUsedUp(props.budget)}>
              <Badge tone="warning">{words().isUsedUp}</Badge>
            </Show>
          </>
        }
      >
        <span>{standingWords(props.budget, words(), amounts().write)}</span>
        <span class="text-faint">{wordFor(words().meanings, props.budget.action)}</span>
        <span class="text-faint">{words().resets(formats().moment(props.budget.resetsAt))}</span>
      </RowText>
      <Show when={props.mayTakeBack}>
        <AskFirst
          label={words().remove}
          of={words().removeOf(heading())}
          question={words().removeQuestion}
          isBusy={isBusy()}
          onConfirm={() => void takeBack()}
        />
      </Show>
      <Show when={sharesOf(props.budget)}>
        {(shares) => <BudgetBar shares={shares()} isUsedUp={isUsedUp(props.budget)} />}
      </Show>
      <Refused refusal={refusal()} />
    </Row>
  )
}
