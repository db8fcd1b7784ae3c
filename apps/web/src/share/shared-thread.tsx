import { createSignal, Show, untrack } from 'solid-js'
import { Announcer } from '../generation/announcer.tsx'
import { titleOf } from '../generation/words.ts'
import { useWords } from '../i18n/words.tsx'
import { BranchView } from '../thread/branch-view.tsx'
import { createBranch } from '../thread/create-branch.ts'
import { createTabLeaf } from '../thread/create-leaf.ts'
import { createOpening } from '../thread/create-opening.ts'
import { createThread } from '../thread/create-thread.ts'
import { createStickToBottom } from '../thread/stick-to-bottom.ts'
import { LoadingThread } from '../thread/thread-parts.tsx'
import { OldNotice } from '../ui/old-notice.tsx'
import { createTitle } from '../ui/title.ts'
import { shareEn } from './share.en.ts'

/** Nobody tells those outside what is new in a thread. */
const lookMs = 5_000

/** A thread to be read along with. */
export function SharedThread(props: { threadId: string }) {
  const threadId = untrack(() => props.threadId)
  const thread = createThread(threadId, () => lookMs)
  const branch = createBranch(thread, createTabLeaf(threadId))
  const [content, setContent] = createSignal<HTMLElement>()
  const stick = createStickToBottom(content)
  createOpening(thread, branch, { stick })
  const words = useWords('share', shareEn)
  const title = () => titleOf(thread.title() ?? '', words().sharedThread)
  createTitle(title)
  return (
    <div ref={setContent} class="flex flex-col gap-8 pb-10">
      <h1 class="sr-only">{title()}</h1>
      <Show when={thread.title() === undefined && !thread.error()}>
        <LoadingThread />
      </Show>
      <BranchView thread={thread} branch={branch} deeds={null} mayStop={() => false} />
      <Show when={thread.error()}>
        <OldNotice />
      </Show>
      <Announcer entries={thread.entries} />
    </div>
  )
}
