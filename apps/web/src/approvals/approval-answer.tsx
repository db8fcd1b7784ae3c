import { useApi } from '../graphql/api.ts'
import { useWords } from '../i18n/words.tsx'
import { AskFirst } from '../ui/ask-first.tsx'
import { Button } from '../ui/button.tsx'
import { createAction } from '../ui/create-action.ts'
import { handOnFocus } from '../ui/hand-on-focus.ts'
import { Refused } from '../ui/refused.tsx'
import { uiEn } from '../ui/ui.en.ts'
import { approvalsEn } from './approvals.en.ts'
import { type Approval, answerApproval } from './approvals-requests.ts'

type ApprovalAnswerProps = {
  approval: Pick<Approval, 'id' | 'askedBy'>
  /** What it is, for those who hear the buttons without their row. */
  of: string
  onAnswered: () => void
}

/** Yes or no to something for which a budget has no room. Stands in something that wraps. */
export function ApprovalAnswer(props: ApprovalAnswerProps) {
  const words = useWords('approvals', approvalsEn)
  const uiWords = useWords('ui', uiEn)
  const api = useApi()
  const { act, isBusy, refusal } = createAction((isYes: boolean) => answerApproval(api, props.approval.id, isYes))
  const answer = async (isYes: boolean) => {
    if (await act(isYes)) props.onAnswered()
  }
  return (
    <>
      <Button
        ref={handOnFocus}
        look="primary"
        size="small"
        aria-label={uiWords().deed(words().approve, props.of)}
        aria-disabled={isBusy()}
        onClick={() => void answer(true)}
      >
        {words().approve}
      </Button>
      <AskFirst
        label={words().decline}
        of={props.of}
        question={words().declineQuestion(props.approval.askedBy)}
        keep={words().keep}
        isBusy={isBusy()}
        onConfirm={() => void answer(false)}
      />
      <Refused refusal={refusal()} />
    </>
  )
}
