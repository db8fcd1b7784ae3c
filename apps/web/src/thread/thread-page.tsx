import { useNavigate } from '@solidjs/router'
import ArrowDown from 'lucide-solid/icons/arrow-down'
import { createSignal, Show, untrack } from 'solid-js'
import { Composer } from '../composer/composer.tsx'
import { Announcer } from '../generation/announcer.tsx'
import { useWords } from '../i18n/words.tsx'
import { createSeen } from '../inbox/create-seen.ts'
import { ShareButton } from '../share/share-button.tsx'
import { Button } from '../ui/button.tsx'
import { OldNotice } from '../ui/old-notice.tsx'
import { createTitle } from '../ui/title.ts'
import { BranchView } from './branch-view.tsx'
import { createBranch } from './create-branch.ts'
import { createDeeds } from './create-deeds.ts'
import { createOwnLeaf } from './create-leaf.ts'
import { createOpening } from './create-opening.ts'
import { createSight } from './create-sight.ts'
import { createThread } from './create-thread.ts'
import { parentOfFollowUp } from './follow-up.ts'
import { Sharing } from './sharing.tsx'
import { canStopOthers } from './sharing-words.ts'
import { createStickToBottom } from './stick-to-bottom.ts'
import { threadEn } from './thread.en.ts'
import { ThreadHead } from './thread-head.tsx'
import { ThreadMarks } from './thread-marks.tsx'
import { ThreadMenu } from './thread-menu.tsx'
import { FollowNote, ForkNote, LoadingThread, MissingThread } from './thread-parts.tsx'

type ThreadPageProps = {
  threadId: string
  /** Beside others, in something that scrolls by itself: the window is not called after it. */
  isPane?: boolean
}

/** A thread: the branch of it that its viewer looks at, and a composer to go on. */
export function ThreadPage(props: ThreadPageProps) {
  const words = useWords('thread', threadEn)
  const navigate = useNavigate()
  const threadId = untrack(() => props.threadId)
  const { sight, hasFailed, change, threadIntervalMs } = createSight(threadId)
  const thread = createThread(threadId, threadIntervalMs)
  createSeen(threadId)
  const branch = createBranch(thread, createOwnLeaf(threadId, { sight, hasFailed }))
  const [content, setContent] = createSignal<HTMLElement>()
  const stick = createStickToBottom(content)
  const toEnd = () => {
    branch.showEnd()
    stick.toBottom()
  }
  const deeds = createDeeds({ threadId, branch, onStarted: () => branch.isAtEnd() && stick.toBottom() })
  const mayStopOthers = () => {
    const known = sight()
    return known !== undefined && canStopOthers(known)
  }
  const title = () => sight()?.title ?? thread.title()
  const parentId = () => parentOfFollowUp(branch.nodes(), branch.isWhole())
  const onDeleted = () => {
    thread.markMissing()
    if (!props.isPane) navigate('/')
  }

  if (!untrack(() => props.isPane)) createTitle(() => title() ?? words().thread)
  createOpening(thread, branch, {
    stick,
    atRest: () => branch.turns().length > 1 && lastArticleIn(content())?.scrollIntoView(),
  })
  const onStarted = async (id: string) => {
    await branch.show(id)
    stick.toBottom()
  }

  return (
    <Show when={!thread.isMissing()} fallback={<MissingThread />}>
      <div ref={setContent} class="flex flex-col gap-8">
        <div class="flex flex-col gap-1.5">
          <ThreadHead
            id={threadId}
            title={title()}
            isRenamable={sight()?.isRenamable === true}
            onRenamed={(title) => change({ title })}
          >
            <Show when={sight()}>
              {(sight) => <ThreadMarks sight={sight()} onMarked={change} onDeleted={onDeleted} />}
            </Show>
            <ThreadMenu title={title() ?? ''} branch={branch} />
          </ThreadHead>
          <ForkNote from={sight()?.forkedFrom?.thread} />
          <Sharing
            sight={sight()}
            links={thread.isShareable() && <ShareButton threadId={threadId} />}
            onChanged={(changed) => (changed ? change(changed) : thread.markMissing())}
          />
        </div>
        <Show when={branch.shown().length === 0 && !thread.error()}>
          <LoadingThread />
        </Show>
        <BranchView
          thread={thread}
          branch={branch}
          deeds={deeds}
          mayStop={(entry) => entry.row().isMine || mayStopOthers()}
        />
        <Show when={thread.error()}>
          <OldNotice />
        </Show>
      </div>
      <div class="bottom-0 z-10 -mx-2 mt-8 bg-page px-2 pb-4 sm:sticky">
        <Show when={!branch.isAtEnd() || (branch.isActive() && !stick.isStuck())}>
          <div
            class="pointer-events-none inset-x-0 flex justify-center *:pointer-events-auto sm:absolute sm:-top-11"
            classList={{ 'max-sm:fixed max-sm:bottom-4': !props.isPane }}
          >
            <Button size="small" class="shadow-md" onClick={toEnd}>
              <ArrowDown size={14} aria-hidden="true" />
              {words().toEnd}
            </Button>
          </div>
        </Show>
        <Composer
          place={threadId}
          placeholder={words().followUp}
          follows={{ threadId, parentId: parentId() }}
          space={sight()?.space ?? null}
          note={<FollowNote parent={thread.entryOf(parentId() ?? '')} />}
          onStarted={(generation) => void onStarted(generation.id)}
        />
      </div>
      <Announcer entries={thread.entries} />
    </Show>
  )
}

/** Each stands in its own turn, so that CSS does not know which is the last. */
const lastArticleIn = (content: HTMLElement | undefined) =>
  Array.from(content?.querySelectorAll('article') ?? []).at(-1)
