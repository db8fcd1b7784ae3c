import { A, useLocation } from '@solidjs/router'
import { createEffect, For, on, Show } from 'solid-js'
import { useApi } from '../graphql/api.ts'
import { createLoaded } from '../graphql/create-loaded.ts'
import { useWords } from '../i18n/words.tsx'
import { appEn } from './app.en.ts'
import { loadRecentThreads } from './app-requests.ts'

const intervalMs = 6_000

/** The newest threads that one sees, on screens that are wide enough. */
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
        <h2 class="px-2.5 pb-1.5 text-[0.8rem] font-medium text-faint">{words().recentThreads}</h2>
        <Show when={threads()?.length === 0}>
          <p class="px-2.5 text-[0.86rem] text-faint">{words().noThreads}</p>
        </Show>
        <ul>
          <For each={threads()}>
            {(thread) => (
              <li>
                <A
                  href={`/t/${encodeURIComponent(thread.id)}`}
                  class="block truncate rounded-lg px-2.5 py-1.5 text-[0.9rem] text-soft hover:bg-sunken hover:text-ink"
                  activeClass="bg-sunken font-medium text-ink!"
                >
                  {thread.title}
                </A>
              </li>
            )}
          </For>
        </ul>
      </nav>
    </aside>
  )
}
