import { Show } from 'solid-js'
import { ApprovalAnswer } from '../../approvals/approval-answer.tsx'
import { approvalsEn } from '../../approvals/approvals.en.ts'
import type { Approval } from '../../approvals/approvals-requests.ts'
import { useMost } from '../../approvals/use-most.ts'
import { generationEn } from '../../generation/generation.en.ts'
import { titleOf } from '../../generation/words.ts'
import { useFormats, useWords } from '../../i18n/words.tsx'
import { Row, RowText } from '../../ui/rows.tsx'

/** One generation that waits for a yes or no. */
export function ApprovalRow(props: { approval: Approval; onAnswered: () => void }) {
  const words = useWords('approvals', approvalsEn)
  const generationWords = useWords('generation', generationEn)
  const formats = useFormats()
  const most = useMost()
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
        <span>{words().atMost(most(props.approval))}</span>
        <span class="text-faint">{props.approval.model}</span>
        <span class="text-faint">{words().since(formats().moment(props.approval.since))}</span>
      </RowText>
      <ApprovalAnswer
        approval={props.approval}
        of={words().of(props.approval.askedBy, props.approval.model)}
        onAnswered={props.onAnswered}
      />
    </Row>
  )
}
