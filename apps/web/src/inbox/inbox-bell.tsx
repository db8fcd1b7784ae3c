import Bell from 'lucide-solid/icons/bell'
import { Show, Suspense } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { createPanel, Panel } from '../ui/panel.tsx'
import { preloadLater } from '../ui/preload-later.ts'
import { useInbox } from './create-inbox.tsx'
import { inboxEn } from './inbox.en.ts'
import { countOf } from './news.ts'

const InboxPanel = lazyPart(() => import('./inbox-panel.tsx').then(({ InboxPanel }) => InboxPanel))

/** A bell with the number of what ended or asks since the viewer looked; a press shows what it is. */
export function InboxBell() {
  const words = useWords('inbox', inboxEn)
  const inbox = useInbox()
  const panel = createPanel()
  preloadLater([InboxPanel])
  const count = () => countOf(inbox.unread().length + inbox.approvals().length, inbox.hasMore())
  return (
    <>
      <button
        type="button"
        aria-label={words().open(count())}
        title={words().title}
        aria-expanded={panel.isOpen()}
        popovertarget={panel.id}
        class="relative inline-flex size-9 shrink-0 items-center justify-center rounded-lg text-soft transition-colors hover:bg-sunken hover:text-ink"
      >
        <Bell size={18} aria-hidden="true" />
        <Show when={count()}>
          <span
            aria-hidden="true"
            class="absolute -top-0.5 -right-0.5 min-w-4.5 rounded-full bg-accent px-1 text-center text-[0.7rem] leading-4.5 font-semibold text-on-accent"
          >
            {count()}
          </span>
        </Show>
      </button>
      <Panel
        of={panel}
        role="dialog"
        label={words().title}
        class="top-13 right-2 max-h-[calc(100dvh-4rem)] w-96 overflow-y-auto p-0"
      >
        <Show when={panel.isOpen()}>
          <Suspense>
            <InboxPanel onLeave={panel.close} />
          </Suspense>
        </Show>
      </Panel>
    </>
  )
}
