import { createEffect, createSignal, For, Show, untrack } from 'solid-js'
import { Announcer } from '../generation/announcer.tsx'
import { GenerationArticle } from '../generation/generation-article.tsx'
import { titleOf } from '../generation/words.ts'
import { createThread } from '../thread/create-thread.ts'
import { createStickToBottom } from '../thread/stick-to-bottom.ts'
import { LoadingThread } from '../thread/thread-parts.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

/** Nobody tells those outside what is new in a thread. */
const lookMs = 5_000

/** A thread to be read along with. */
export function SharedThread(props: { threadId: string }) {
  const thread = createThread(
    untrack(() => props.threadId),
    () => lookMs,
  )
  const [content, setContent] = createSignal<HTMLElement>()
  const stick = createStickToBottom(content)
  let isOpened = false
  createEffect(() => {
    if (isOpened || thread.entries().length === 0) return
    isOpened = true
    if (untrack(thread.isActive)) stick.toBottom()
  })
  const title = () => thread.title() || null
  createEffect(() => {
    document.title = `${title() ?? 'Shared thread'} · Sluice`
  })
  return (
    <div ref={setContent} class="flex flex-col gap-8 pb-10">
      <h1 class="sr-only">{titleOf(title() ?? 'Shared thread')}</h1>
      <Show when={thread.title() === undefined && !thread.error()}>
        <LoadingThread />
      </Show>
      <Show when={thread.hasEarlier()}>
        <Button class="self-center" onClick={() => void thread.loadEarlier()}>
          Show earlier
        </Button>
      </Show>
      <For each={thread.entries()}>{(entry) => <GenerationArticle entry={entry} />}</For>
      <Show when={thread.error()}>
        <Notice tone="warning">The server does not answer. What you see may be old; trying again.</Notice>
      </Show>
      <Announcer entries={thread.entries} />
    </div>
  )
}
