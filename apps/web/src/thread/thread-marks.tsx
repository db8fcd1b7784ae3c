import Archive from 'lucide-solid/icons/archive'
import ArchiveRestore from 'lucide-solid/icons/archive-restore'
import Pin from 'lucide-solid/icons/pin'
import PinOff from 'lucide-solid/icons/pin-off'
import { Show } from 'solid-js'
import { useApi } from '../graphql/api.ts'
import { useWords } from '../i18n/words.tsx'
import { AskFirst } from '../ui/ask-first.tsx'
import { IconButton } from '../ui/button.tsx'
import { createAction, createRefusal } from '../ui/create-action.ts'
import { Refused } from '../ui/refused.tsx'
import { canDelete } from './sharing-words.ts'
import { threadEn } from './thread.en.ts'
import { deleteThread, markThread, type ThreadSight } from './thread-requests.ts'

type ThreadMarksProps = {
  sight: ThreadSight
  onMarked: (marks: Pick<ThreadSight, 'isPinned' | 'isArchived'>) => void
  onDeleted: () => void
}

/** What a thread is to its viewer alone, and for those who may: its end. */
export function ThreadMarks(props: ThreadMarksProps) {
  const words = useWords('thread', threadEn)
  const api = useApi()
  const told = createRefusal()
  const marking = createAction(
    (marks: { isPinned?: boolean; isArchived?: boolean }) => markThread(api, { id: props.sight.id, ...marks }),
    told,
  )
  const deletion = createAction(() => deleteThread(api, props.sight.id), told)
  const mark = async (marks: { isPinned?: boolean; isArchived?: boolean }) => {
    const done = await marking.act(marks)
    if (done) props.onMarked(done.thread)
  }
  const remove = async () => {
    if (await deletion.act()) props.onDeleted()
  }
  return (
    <>
      <IconButton
        label={props.sight.isPinned ? words().unpin : words().pin}
        aria-disabled={marking.isBusy()}
        onClick={() => void mark({ isPinned: !props.sight.isPinned })}
      >
        <Show when={props.sight.isPinned} fallback={<Pin size={16} aria-hidden="true" />}>
          <PinOff size={16} aria-hidden="true" />
        </Show>
      </IconButton>
      <IconButton
        label={props.sight.isArchived ? words().unarchive : words().archive}
        aria-disabled={marking.isBusy()}
        onClick={() => void mark({ isArchived: !props.sight.isArchived })}
      >
        <Show when={props.sight.isArchived} fallback={<Archive size={16} aria-hidden="true" />}>
          <ArchiveRestore size={16} aria-hidden="true" />
        </Show>
      </IconButton>
      <Show when={canDelete(props.sight)}>
        <AskFirst
          label={words().deleteThread}
          of={words().deleteOf}
          question={words().deleteQuestion}
          isBusy={deletion.isBusy()}
          onConfirm={() => void remove()}
        />
      </Show>
      <Refused refusal={told[0]()} />
    </>
  )
}
