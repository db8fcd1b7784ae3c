import { Show } from 'solid-js'
import type { WriteAmount } from '../../composer/estimate-words.ts'
import { useAmounts } from '../../composer/use-amounts.ts'
import { generationEn } from '../../generation/generation.en.ts'
import { titleOf } from '../../generation/words.ts'
import { useApi } from '../../graphql/api.ts'
import { useFormats, useWords } from '../../i18n/words.tsx'
import { AskFirst } from '../../ui/ask-first.tsx'
import { Button } from '../../ui/button.tsx'
import { createAction } from '../../ui/create-action.ts'
import { Refused } from '../../ui/refused.tsx'
import { Row, RowText } from '../../ui/rows.tsx'
import { approvalsEn } from './approvals.en.ts'
import { type Approval, approve, decline } from './approvals-requests.ts'

/** The most that it may cost, or use where the price is not known. */
const most = ({ cost, tokens }: Pick<Approval, 'cost' | 'tokens'>, write: WriteAmount) =>
  cost === null ? write('TOKENS', tokens) : write('MONEY', Number(cost))

/** One generation that waits for a yes or no. */
export function ApprovalRow(props: { approval: Approval; onAnswered: () => void }) {
  const api = useApi()
  const words = useWords('approvals', approvalsEn)
  const generationWords = useWords('generation', generationEn)
  const formats = useFormats()
  const amounts = useAmounts()
  const approval = createAction(() => approve(api, props.approval.id))
  const refusing = createAction(() => decline(api, props.approval.id))
  const of = () => words().of(props.approval.askedBy, props.approval.model)
  const isBusy = () => approval.isBusy() || refusing.isBusy()
  const answer = async (act: () => Promise<unknown>) => {
    if (await act()) props.onAnswered()
  }
  return (
    <Row>
      <RowText
        name={
          <Show when={props.approval.generation} fallback={<span class="text-soft">{words().untitled}</span>}>
            {(generation) => (
              <a
                href={`/t/${encodeURIComponent(generation().thread.id)}`}
                class="rounded-sm underline-offset-2 hover:underline"
              >
                {titleOf(generation().title, generationWords().untitled)}
              </a>
            )}
          </Show>
        }
      >
        <span>{words().askedBy(props.approval.askedBy, props.approval.space?.name ?? null)}</span>
        <span>{words().atMost(most(props.approval, amounts().write))}</span>
        <span class="text-faint">{props.approval.model}</span>
        <span class="text-faint">{words().since(formats().moment(props.approval.since))}</span>
      </RowText>
      <span class="inline-flex">
        <Button
          look="primary"
          size="small"
          aria-label={`${words().approve} ${of()}`}
          aria-disabled={isBusy()}
          onClick={() => void answer(approval.act)}
        >
          {words().approve}
        </Button>
      </span>
      <AskFirst
        label={words().decline}
        of={of()}
        question={words().declineQuestion(props.approval.askedBy)}
        keep={words().keep}
        isBusy={isBusy()}
        onConfirm={() => void answer(refusing.act)}
      />
      <Refused refusal={approval.refusal() ?? refusing.refusal()} />
    </Row>
  )
}
