import { A } from '@solidjs/router'
import CheckCheck from 'lucide-solid/icons/check-check'
import { For, type JSX, Show } from 'solid-js'
import { generationEn } from '../generation/generation.en.ts'
import { useAgo } from '../generation/use-ago.ts'
import { stateWords } from '../generation/words.ts'
import { useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import { useNow } from '../ui/clock.tsx'
import { StatusDot } from '../ui/status-dot.tsx'
import { BrowserNotices } from './browser-notices.tsx'
import { useInbox } from './create-inbox.tsx'
import { inboxEn } from './inbox.en.ts'

/** What ended or asks since the viewer looked, and whether the browser tells of it. */
export function InboxPanel(props: { onLeave: () => void }) {
  const words = useWords('inbox', inboxEn)
  const generationWords = useWords('generation', generationEn)
  const inbox = useInbox()
  const ago = useAgo()
  const now = useNow()
  const isEmpty = () => inbox.unread().length === 0 && inbox.approvals().length === 0
  return (
    <>
      <div class="flex min-h-12 items-center justify-between gap-2 border-b border-line py-1.5 pr-2 pl-4">
        <h2 class="font-semibold">{words().title}</h2>
        <Show when={inbox.unread().length > 0}>
          <Button look="quiet" size="small" onClick={() => void inbox.seeAll()}>
            <CheckCheck size={15} aria-hidden="true" />
            {words().markAll}
          </Button>
        </Show>
      </div>
      <Show when={isEmpty()}>
        <div class="px-4 py-5">
          <p class="font-medium">{words().nothing}</p>
          <p class="text-[0.9rem] text-soft">{words().nothingHint}</p>
        </div>
      </Show>
      <Part title={words().needsYou} isShown={inbox.approvals().length > 0}>
        <For each={inbox.approvals()}>
          {(approval) => (
            <Line href="/?group=needsMe" onLeave={props.onLeave} status="QUEUED">
              <span class="truncate font-medium">{words().asks(approval.askedBy, approval.model)}</span>
              <span class="truncate text-[0.86rem] text-soft">
                {[approval.generation?.title, approval.space?.name].filter(Boolean).join(' · ')}
              </span>
            </Line>
          )}
        </For>
      </Part>
      <Part title={words().ended} isShown={inbox.unread().length > 0}>
        <For each={inbox.unread()}>
          {(row) => (
            <Line href={`/t/${encodeURIComponent(row.thread.id)}`} onLeave={props.onLeave} status={row.status}>
              <span class="truncate font-medium" dir="auto">
                {row.title}
              </span>
              <span class="text-[0.86rem] text-soft">
                {stateWords(row, now(), generationWords())} · {row.endedAt && ago(row.endedAt)}
              </span>
            </Line>
          )}
        </For>
      </Part>
      <Show when={inbox.hasMore()}>
        <p class="px-4 pb-3 text-[0.86rem] text-faint">{words().more}</p>
      </Show>
      <BrowserNotices />
    </>
  )
}

function Part(props: { title: string; isShown: boolean; children: JSX.Element }) {
  return (
    <Show when={props.isShown}>
      <section aria-label={props.title} class="pb-1.5">
        <h3 class="px-4 pt-3 pb-1 text-[0.8rem] font-medium text-faint">{props.title}</h3>
        <ul role="list">{props.children}</ul>
      </section>
    </Show>
  )
}

type LineProps = {
  href: string
  status: Parameters<typeof StatusDot>[0]['status']
  onLeave: () => void
  children: JSX.Element
}

function Line(props: LineProps) {
  return (
    <li>
      <A
        href={props.href}
        class="flex items-center gap-3 px-4 py-2 hover:bg-sunken focus-visible:-outline-offset-2"
        onClick={() => props.onLeave()}
      >
        <StatusDot status={props.status} />
        <span class="flex min-w-0 flex-1 flex-col">{props.children}</span>
      </A>
    </li>
  )
}
