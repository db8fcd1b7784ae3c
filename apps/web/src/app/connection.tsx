import RefreshCw from 'lucide-solid/icons/refresh-cw'
import WifiOff from 'lucide-solid/icons/wifi-off'
import { createEffect, createSignal, on, onCleanup, Show } from 'solid-js'
import { useActivity } from '../activity/create-activity.tsx'
import { useApi } from '../graphql/api.ts'
import { useWords } from '../i18n/words.tsx'
import { appEn } from './app.en.ts'
import { useAnnounce } from './status.tsx'

/** What the browser says of the network. That it is there does not mean that the server is. */
function createOnline() {
  const [isOnline, setOnline] = createSignal(navigator.onLine)
  const update = () => setOnline(navigator.onLine)
  for (const type of ['online', 'offline']) window.addEventListener(type, update)
  onCleanup(() => {
    for (const type of ['online', 'offline']) window.removeEventListener(type, update)
  })
  return isOnline
}

/** Says that the network, or the server, is away, and what goes on all the same. There for as long as that lasts. */
export function Connection() {
  const words = useWords('app', appEn)
  const api = useApi()
  const activity = useActivity()
  const announce = useAnnounce()
  const isOnline = createOnline()
  // Whoever is signed out has lost nothing: there is no stream until they sign in.
  const isLost = () => activity.isLost() && !api.isSignedOut()
  const trouble = (): 'offline' | 'lost' | null => (!isOnline() ? 'offline' : isLost() ? 'lost' : null)
  const advice = () => (trouble() === 'offline' ? words().offlineAdvice : words().lostAdvice)
  createEffect(
    on(
      trouble,
      (now, before) => {
        if (now) announce(`${words()[now]} ${advice()}`)
        else if (before) announce(words().back)
      },
      { defer: true },
    ),
  )
  return (
    <Show when={trouble()}>
      {(trouble) => (
        <section
          aria-label={words().connection}
          class="sticky top-13 z-20 bg-warning-soft px-3 py-2 text-[0.9rem] text-warning sm:px-5"
        >
          <p class="mx-auto flex max-w-5xl items-start gap-2.5">
            <Show
              when={trouble() === 'offline'}
              fallback={<RefreshCw size={16} class="mt-0.5 shrink-0" aria-hidden="true" />}
            >
              <WifiOff size={16} class="mt-0.5 shrink-0" aria-hidden="true" />
            </Show>
            <span>
              <strong class="font-semibold">{words()[trouble()]}</strong> <span class="text-ink">{advice()}</span>
            </span>
          </p>
        </section>
      )}
    </Show>
  )
}
