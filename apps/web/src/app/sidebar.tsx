import { useLocation } from '@solidjs/router'
import { createEffect, on, Show } from 'solid-js'
import { useApi } from '../graphql/api.ts'
import { createLoaded } from '../graphql/create-loaded.ts'
import { useWords } from '../i18n/words.tsx'
import { appEn } from './app.en.ts'
import { loadRecentThreads } from './app-requests.ts'
import { ArchivedThreads, headingLook, ThreadList } from './thread-list.tsx'

const intervalMs = 6_000

/** The threads that one sees, those that are pinned first, on screens that are wide enough. */
export function Sidebar() {
  const words = useWords('app', appEn)
  const api = useApi()
  const location = useLocation()
  const { data: threads, refetch } = createLoaded(() => loadRecentThreads(api), intervalMs)
  createEffect(
    on(
      () => location.pathname,
      () => void refetch(),
      { defer: true },
    ),
  )

  return (
    <aside class="sticky top-13 hidden h-[calc(100dvh-3.25rem)] w-64 shrink-0 overflow-y-auto border-r border-line px-2.5 py-4 lg:block">
      <nav aria-label={words().recentThreads}>
        <Show when={threads()?.pinned.length}>
          <h2 class={headingLook}>{words().pinnedThreads}</h2>
          <ThreadList threads={threads()?.pinned} />
        </Show>
        <h2 class={headingLook}>{words().recentThreads}</h2>
        <Show when={threads()?.recent.length === 0 && threads()?.pinned.length === 0}>
          <p class="px-2.5 text-[0.86rem] text-faint">{words().noThreads}</p>
        </Show>
        <ThreadList threads={threads()?.recent} />
        <ArchivedThreads />
      </nav>
    </aside>
  )
}
