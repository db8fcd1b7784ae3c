import { useAmounts } from '../composer/use-amounts.ts'
import { useAgo } from '../generation/use-ago.ts'
import { useApi } from '../graphql/api.ts'
import { useWords } from '../i18n/words.tsx'
import { type Approval, answerApproval } from '../inbox/inbox-requests.ts'
import { Button } from '../ui/button.tsx'
import { createAction } from '../ui/create-action.ts'
import { Refused } from '../ui/refused.tsx'
import { StatusDot } from '../ui/status-dot.tsx'
import { trayEn } from './tray.en.ts'

type AnswerProps = { id: string; what: string; onAnswered: () => void }

/** Yes or no to something for which a budget has no room. */
export function ApprovalAnswer(props: AnswerProps) {
  const words = useWords('tray', trayEn)
  const api = useApi()
  const { act, isBusy, refusal } = createAction((isYes: boolean) => answerApproval(api, props.id, isYes))
  const answer = async (isYes: boolean) => {
    await act(isYes)
    props.onAnswered()
  }
  return (
    <div class="flex flex-wrap items-center gap-1.5">
      <Button
        size="small"
        look="primary"
        aria-label={words().approveOf(props.what)}
        aria-disabled={isBusy()}
        onClick={() => void answer(true)}
      >
        {words().approve}
      </Button>
      <Button
        size="small"
        aria-label={words().declineOf(props.what)}
        aria-disabled={isBusy()}
        onClick={() => void answer(false)}
      >
        {words().decline}
      </Button>
      <Refused refusal={refusal()} />
    </div>
  )
}

/** What somebody else has started, and waits for this person's yes or no. */
export function ApprovalRow(props: { approval: Approval; onAnswered: () => void }) {
  const words = useWords('tray', trayEn)
  const ago = useAgo()
  const amounts = useAmounts()
  const title = () => props.approval.generation?.title ?? words().approvalUnseen
  const most = () => {
    const { cost, tokens } = props.approval
    const { write } = amounts()
    return words().approvalMost(cost === null ? write('TOKENS', tokens) : write('MONEY', Number(cost)))
  }
  return (
    <article
      aria-label={words().approval(props.approval.askedBy)}
      class="flex items-center gap-3 border-t border-line px-3.5 py-2.5 first:border-t-0 max-sm:flex-wrap"
    >
      <StatusDot status="QUEUED" />
      <div class="min-w-0 flex-1 max-sm:basis-[calc(100%-4rem)]">
        <p class="truncate font-medium" dir="auto">
          {title()}
        </p>
        <p class="flex flex-wrap gap-x-2 text-[0.86rem] text-faint">
          <span class="text-soft">{words().approval(props.approval.askedBy)}</span>
          <span>{most()}</span>
          <span class="max-w-60 truncate">{props.approval.model}</span>
          <span>{props.approval.space?.name}</span>
          <span>{ago(props.approval.since)}</span>
        </p>
      </div>
      <ApprovalAnswer id={props.approval.id} what={title()} onAnswered={props.onAnswered} />
    </article>
  )
}
