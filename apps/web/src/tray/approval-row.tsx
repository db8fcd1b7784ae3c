import { ApprovalAnswer } from '../approvals/approval-answer.tsx'
import { approvalsEn } from '../approvals/approvals.en.ts'
import type { Approval } from '../approvals/approvals-requests.ts'
import { useMost } from '../approvals/use-most.ts'
import { useAgo } from '../generation/use-ago.ts'
import { useWords } from '../i18n/words.tsx'
import { StatusDot } from '../ui/status-dot.tsx'
import { trayEn } from './tray.en.ts'

type AnswerProps = { approval: Approval; what: string; onAnswered: () => void }

/** The yes or no of a row. */
export function RowAnswer(props: AnswerProps) {
  return (
    <div class="flex max-w-80 flex-wrap items-center justify-end gap-1.5">
      <ApprovalAnswer approval={props.approval} of={props.what} onAnswered={props.onAnswered} />
    </div>
  )
}

/** What somebody else has started, and waits for this person's yes or no. */
export function ApprovalRow(props: { approval: Approval; onAnswered: () => void }) {
  const words = useWords('tray', trayEn)
  const approvalWords = useWords('approvals', approvalsEn)
  const ago = useAgo()
  const most = useMost()
  const title = () => props.approval.generation?.title ?? approvalWords().untitled
  return (
    <article
      aria-label={words().approval(props.approval.askedBy)}
      tabIndex={-1}
      class="flex items-center gap-3 border-t border-line px-3.5 py-2.5 first:border-t-0 max-sm:flex-wrap"
    >
      <StatusDot status="QUEUED" />
      <div class="min-w-0 flex-1 max-sm:basis-[calc(100%-4rem)]">
        <p class="truncate font-medium" dir="auto">
          {title()}
        </p>
        <p class="flex flex-wrap gap-x-2 text-[0.86rem] text-faint">
          <span class="text-soft">{words().approval(props.approval.askedBy)}</span>
          <span>{approvalWords().atMost(most(props.approval))}</span>
          <span class="max-w-60 truncate">{props.approval.model}</span>
          <span>{props.approval.space?.name}</span>
          <span>{ago(props.approval.since)}</span>
        </p>
      </div>
      <RowAnswer approval={props.approval} what={title()} onAnswered={props.onAnswered} />
    </article>
  )
}
