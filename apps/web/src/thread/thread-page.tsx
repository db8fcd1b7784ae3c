import ArrowDown from 'lucide-solid/icons/arrow-down'
import { createSignal, For, Show, untrack } from 'solid-js'
import { Composer } from '../composer/composer.tsx'
import { createStart } from '../composer/create-composer.ts'
import { Announcer } from '../generation/announcer.tsx'
import type { Entry } from '../generation/create-entry.ts'
import { GenerationArticle } from '../generation/generation-article.tsx'
import { titleOf } from '../generation/words.ts'
import { ShareButton } from '../share/share-button.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { createTitle } from '../ui/title.ts'
import { createOpening } from './create-opening.ts'
import { createSight } from './create-sight.ts'
import { createThread } from './create-thread.ts'
import { parentOfFollowUp, retryRequest } from './follow-up.ts'
import { Sharing } from './sharing.tsx'
import { canStopOthers } from './sharing-words.ts'
import { createStickToBottom } from './stick-to-bottom.ts'
import { Earlier, FollowNote, LoadingThread, MissingThread } from './thread-parts.tsx'

/** A thread: its generations oldest first, and a composer to go on. */
export function ThreadPage(props: { threadId: string }) {
  const threadId = untrack(() => props.threadId)
  const { sight, change, threadIntervalMs } = createSight(threadId)
  const thread = createThread(threadId, threadIntervalMs)
  const start = createStart()
  const [content, setContent] = createSignal<HTMLElement>()
  const stick = createStickToBottom(content)
  const [retrying, setRetrying] = createSignal<{ id: string; problem: string | null } | null>(null)
  const mayStopOthers = () => {
    const known = sight()
    return known !== undefined && canStopOthers(known)
  }
  const parent = () => parentOfFollowUp(thread.entries())

  createTitle(() => thread.title() ?? 'Thread')
  createOpening(thread, stick, () => {
    if (thread.entries().length > 1) content()?.querySelector('article:last-of-type')?.scrollIntoView()
  })

  const retry = async (entry: Entry) => {
    setRetrying({ id: entry.id, problem: null })
    const outcome = await start(retryRequest(entry.row(), threadId))
    if ('started' in outcome) setRetrying(null)
    else setRetrying({ id: entry.id, problem: outcome.refused.message })
    await thread.refetch()
    stick.toBottom()
  }
  const onStarted = async () => {
    await thread.refetch()
    stick.toBottom()
  }

  return (
    <Show when={!thread.isMissing()} fallback={<MissingThread />}>
      <div ref={setContent} class="flex flex-col gap-8">
        <h1 class="sr-only">{thread.title() === undefined ? '' : titleOf(thread.title() ?? '')}</h1>
        <Sharing
          sight={sight()}
          links={thread.isShareable() && <ShareButton threadId={threadId} />}
          onChanged={(changed) => (changed ? change(changed) : thread.markMissing())}
        />
        <Show when={thread.title() === undefined && !thread.error()}>
          <LoadingThread />
        </Show>
        <Earlier thread={thread} />
        <For each={thread.entries()}>
          {(entry) => (
            <>
              <GenerationArticle
                entry={entry}
                mayStop={entry.row().isMine || mayStopOthers()}
                isRetrying={retrying()?.id === entry.id && !retrying()?.problem}
                onRetry={() => void retry(entry)}
              />
              <Show when={retrying()?.id === entry.id && retrying()?.problem}>
                {(problem) => (
                  <Notice tone="danger" role="alert">
                    {problem()}
                  </Notice>
                )}
              </Show>
            </>
          )}
        </For>
        <Show when={thread.error()}>
          <Notice tone="warning">The server does not answer. What you see may be old; trying again.</Notice>
        </Show>
      </div>
      <div class="bottom-0 z-10 -mx-2 mt-8 bg-page px-2 pb-4 sm:sticky">
        <Show when={thread.isActive() && !stick.isStuck()}>
          <div class="pointer-events-none inset-x-0 flex justify-center *:pointer-events-auto max-sm:fixed max-sm:bottom-4 sm:absolute sm:-top-11">
            <Button size="small" class="shadow-md" onClick={stick.toBottom}>
              <ArrowDown size={14} aria-hidden="true" />
              To the end
            </Button>
          </div>
        </Show>
        <Composer
          place={threadId}
          placeholder="Follow up"
          follows={{ threadId, parentId: parent()?.id ?? null }}
          space={sight()?.space ?? null}
          note={<FollowNote parent={parent()} />}
          onStarted={() => void onStarted()}
        />
      </div>
      <Announcer entries={thread.entries} />
    </Show>
  )
}
