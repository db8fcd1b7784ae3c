import { useNavigate } from '@solidjs/router'
import type { Viewer } from '../../app/app-requests.ts'
import { useApi } from '../../graphql/api.ts'
import { AskFirst } from '../../ui/ask-first.tsx'
import { createAction } from '../../ui/create-action.ts'
import { Refused } from '../../ui/refused.tsx'
import { isLastSpace } from './space-rights.ts'
import { removeMember, type Space } from './spaces-requests.ts'

type LeaveSpaceProps = { space: Space; viewer: Viewer; onChanged: () => Promise<void> }

/** Goes from a space, for those who may. */
export function LeaveSpace(props: LeaveSpaceProps) {
  const api = useApi()
  const navigate = useNavigate()
  const { act, isBusy, refusal } = createAction(() =>
    removeMember(api, { spaceId: props.space.id, principalId: props.viewer.id }),
  )
  const question = () =>
    isLastSpace(props.space, props.viewer)
      ? 'You are let in nowhere else: you will be signed out.'
      : 'What is shared here goes from your sight. Threads that you began stay yours.'
  const leave = async () => {
    if (!(await act())) return
    await props.onChanged()
    navigate('/settings/spaces')
  }
  return (
    <div class="flex flex-wrap items-center gap-2">
      <AskFirst
        label="Leave"
        of={props.space.name}
        question={question()}
        keep="Stay"
        isBusy={isBusy()}
        onConfirm={() => void leave()}
      />
      <Refused refusal={refusal()} />
    </div>
  )
}
