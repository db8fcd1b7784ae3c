import { useNavigate } from '@solidjs/router'
import { useApi } from '../../graphql/api.ts'
import { useWords } from '../../i18n/words.tsx'
import { AskFirst } from '../../ui/ask-first.tsx'
import { createAction } from '../../ui/create-action.ts'
import { Refused } from '../../ui/refused.tsx'
import { spaceKeepingEn } from './space-keeping.en.ts'
import { deleteSpace, type Space } from './spaces-requests.ts'

type DeleteSpaceProps = { space: Space; onChanged: () => Promise<void> }

/** Deletes a space with all that is in it, for its owners. */
export function DeleteSpace(props: DeleteSpaceProps) {
  const api = useApi()
  const all = useWords('spaceKeeping', spaceKeepingEn)
  const words = () => all().remove
  const navigate = useNavigate()
  const { act, isBusy, refusal } = createAction(() => deleteSpace(api, props.space.id))
  const remove = async () => {
    if (!(await act())) return
    const { onChanged } = props
    navigate('/settings/spaces')
    await onChanged()
  }
  return (
    <div class="flex flex-wrap items-center gap-2">
      <AskFirst
        label={words().label}
        of={props.space.name}
        question={words().question(props.space.name)}
        keep={words().keep}
        isBusy={isBusy()}
        onConfirm={() => void remove()}
      />
      <Refused refusal={refusal()} />
    </div>
  )
}
