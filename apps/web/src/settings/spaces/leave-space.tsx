import { useNavigate } from '@solidjs/router'
import type { Viewer } from '../../app/app-requests.ts'
import { useApi } from '../../graphql/api.ts'
import { useWords } from '../../i18n/words.tsx'
import { AskFirst } from '../../ui/ask-first.tsx'
import { createAction } from '../../ui/create-action.ts'
import { Refused } from '../../ui/refused.tsx'
import { isLastSpace } from './space-rights.ts'
import { spacesEn } from './spaces.en.ts'
import { removeMember, type Space } from './spaces-requests.ts'

type LeaveSpaceProps = { space: Space; viewer: Viewer; onChanged: () => Promise<void> }

/** Goes from a space, for those who may. */
export function LeaveSpace(props: LeaveSpaceProps) {
  const api = useApi()
  const all = useWords('spaces', spacesEn)
  const words = () => all().leave
  const navigate = useNavigate()
  const { act, isBusy, refusal } = createAction(() =>
    removeMember(api, { spaceId: props.space.id, principalId: props.viewer.id }),
  )
  const question = () => (isLastSpace(props.space, props.viewer) ? words().lastQuestion : words().question)
  const leave = async () => {
    if (!(await act())) return
    await props.onChanged()
    navigate('/settings/spaces')
  }
  return (
    <div class="flex flex-wrap items-center gap-2">
      <AskFirst
        label={words().label}
        of={props.space.name}
        question={question()}
        keep={words().keep}
        isBusy={isBusy()}
        onConfirm={() => void leave()}
      />
      <Refused refusal={refusal()} />
    </div>
  )
}
