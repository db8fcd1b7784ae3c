import { A, useLocation } from '@solidjs/router'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import { createEffect, createSignal, createUniqueId, For, on, Show } from 'solid-js'
import { useApi } from '../graphql/api.ts'
import { createLoaded } from '../graphql/create-loaded.ts'
import { useWords } from '../i18n/words.tsx'
import { appEn } from './app.en.ts'
import { type ListedThread, loadArchivedThreads } from './app-requests.ts'

/** How a list of threads is headed. */
export const headingLook = 'px-2.5 pb-1.5 text-[0.8rem] font-medium text-faint not-first:pt-4'

/** Threads to go to. */
export function ThreadList(props: { threads: readonly ListedThread[] | undefined }) {
  return (
    <ul>
      <For each={props.threads}>
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
  )
}

/** Those that were put aside; asked for once somebody looks. */
export function ArchivedThreads() {
  const words = useWords('app', appEn)
  const id = createUniqueId()
  const [isOpen, setOpen] = createSignal(false)
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen()}
        aria-controls={id}
        class="mt-4 flex items-center gap-1 rounded-md px-2 py-1 text-[0.8rem] font-medium text-faint hover:text-ink"
        onClick={() => setOpen(!isOpen())}
      >
        <ChevronRight size={14} class="transition-transform" classList={{ 'rotate-90': isOpen() }} aria-hidden="true" />
        {words().archivedThreads}
      </button>
      <div id={id}>
        <Show when={isOpen()}>
          <LoadedArchive />
        </Show>
      </div>
    </>
  )
}

function LoadedArchive() {
  const words = useWords('app', appEn)
  const api = useApi()
  const location = useLocation()
  const { data, refetch } = createLoaded(() => loadArchivedThreads(api))
  createEffect(
    on(
      () => location.pathname,
      () => void refetch(),
      { defer: true },
    ),
  )
  return (
    <>
      <Show when={data()?.archived.length === 0}>
        <p class="px-2.5 pt-1 text-[0.86rem] text-faint">{words().noArchivedThreads}</p>
      </Show>
      <ThreadList threads={data()?.archived} />
    </>
  )
}
