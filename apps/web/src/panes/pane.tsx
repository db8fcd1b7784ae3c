import { A } from '@solidjs/router'
import Maximize2 from 'lucide-solid/icons/maximize-2'
import X from 'lucide-solid/icons/x'
import { Suspense } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { IconButton } from '../ui/button.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { paneId, tabId } from './pane-ids.ts'
import { panesEn } from './panes.en.ts'

const ThreadPage = lazyPart(() => import('../thread/thread-page.tsx').then(({ ThreadPage }) => ThreadPage))

type PaneProps = {
  threadId: string
  title: string
  label: string
  /** Whether it belongs to a tab, for there is room for one alone. */
  isTab: boolean
  isShown: boolean
  onClose: () => void
}

/** A thread with a bar of its own, and its own scrolling. */
export function Pane(props: PaneProps) {
  const words = useWords('panes', panesEn)
  return (
    <section
      id={paneId(props.threadId)}
      role={props.isTab ? 'tabpanel' : 'region'}
      aria-labelledby={props.isTab ? tabId(props.threadId) : undefined}
      aria-label={props.isTab ? undefined : `${props.label}: ${props.title}`}
      hidden={!props.isShown}
      class="min-w-0 flex-1 flex-col border-r border-line last:border-r-0 md:min-w-96"
      classList={{ flex: props.isShown }}
    >
      <header class="flex shrink-0 items-center gap-1 border-b border-line bg-surface py-0.5 pr-1.5 pl-4">
        <h2 class="min-w-0 flex-1 truncate text-[0.9rem] font-medium" dir="auto">
          {props.title}
        </h2>
        <A
          href={`/t/${encodeURIComponent(props.threadId)}`}
          aria-label={words().alone(props.title)}
          title={words().alone(props.title)}
          class="inline-flex size-9 shrink-0 items-center justify-center rounded-lg text-soft hover:bg-sunken hover:text-ink"
        >
          <Maximize2 size={15} aria-hidden="true" />
        </A>
        <IconButton label={words().close(props.title)} onClick={() => props.onClose()}>
          <X size={16} aria-hidden="true" />
        </IconButton>
      </header>
      <div
        data-scroller
        tabIndex={0}
        role="group"
        aria-label={props.title}
        class="min-h-0 flex-1 overflow-y-auto px-4 pt-4 focus-visible:-outline-offset-2"
        style={{ '--sticky-top': '0px' }}
      >
        <Suspense>
          <ThreadPage threadId={props.threadId} isPane />
        </Suspense>
      </div>
    </section>
  )
}
