import { A } from '@solidjs/router'
import Search from 'lucide-solid/icons/search'
import Settings from 'lucide-solid/icons/settings'
import { Show } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { InboxBell } from '../inbox/inbox-bell.tsx'
import { IconButton } from '../ui/button.tsx'
import { appEn } from './app.en.ts'
import { HeaderMenu } from './header-menu.tsx'
import { useViewer } from './viewer.tsx'
import { Wordmark } from './wordmark.tsx'

/** The bar on top of every view. */
export function Header(props: { onPalette: () => void; onShortcuts: () => void }) {
  const words = useWords('app', appEn)
  const { viewer } = useViewer()
  return (
    <header class="sticky top-0 z-30 border-b border-line bg-page">
      <div class="flex h-13 items-center gap-1 px-3 sm:px-5">
        <A href="/" end class="mr-2 inline-flex rounded-md" aria-label={words().home}>
          <Wordmark />
        </A>
        <nav aria-label={words().main}>
          <A
            href="/"
            end
            data-tour="tray"
            class="rounded-lg px-2.5 py-1.5 text-soft hover:bg-sunken hover:text-ink"
            activeClass="font-medium text-ink!"
          >
            {words().tray}
          </A>
        </nav>
        <div class="flex-1" />
        <Show when={viewer()}>
          {(viewer) => (
            <>
              <IconButton
                label={words().search}
                data-tour="palette"
                aria-keyshortcuts="Control+K Meta+K"
                aria-haspopup="dialog"
                onClick={() => props.onPalette()}
              >
                <Search size={18} aria-hidden="true" />
              </IconButton>
              <A
                href="/settings"
                title={words().settings}
                class="inline-flex h-9 min-w-9 items-center justify-center gap-1.5 rounded-lg px-2 text-[0.9rem] text-soft hover:bg-sunken hover:text-ink"
                activeClass="bg-sunken text-ink!"
              >
                <Settings size={18} class="shrink-0" aria-hidden="true" />
                <span class="sr-only max-w-48 truncate sm:not-sr-only">{viewer().name}</span>
                <span class="sr-only">{words().settingsOf}</span>
              </A>
              <InboxBell />
            </>
          )}
        </Show>
        <HeaderMenu onShortcuts={props.onShortcuts} />
      </div>
    </header>
  )
}
