import { A } from '@solidjs/router'
import Braces from 'lucide-solid/icons/braces'
import Keyboard from 'lucide-solid/icons/keyboard'
import Monitor from 'lucide-solid/icons/monitor'
import Moon from 'lucide-solid/icons/moon'
import Settings from 'lucide-solid/icons/settings'
import Sun from 'lucide-solid/icons/sun'
import { Match, Show, Switch } from 'solid-js'
import { IconButton } from '../ui/button.tsx'
import { createTheme } from './theme.ts'
import { useViewer } from './viewer.tsx'
import { Wordmark } from './wordmark.tsx'

/** The bar on top of every view. */
export function Header(props: { onShortcuts: () => void }) {
  const { viewer } = useViewer()
  const { theme, next } = createTheme()
  return (
    <header class="sticky top-0 z-30 border-b border-line bg-page">
      <div class="flex h-13 items-center gap-1 px-3 sm:px-5">
        <A href="/" end class="mr-2 inline-flex rounded-md" aria-label="Sluice, home">
          <Wordmark />
        </A>
        <nav aria-label="Main">
          <A
            href="/"
            end
            class="rounded-lg px-2.5 py-1.5 text-soft hover:bg-sunken hover:text-ink"
            activeClass="font-medium text-ink!"
          >
            Tray
          </A>
        </nav>
        <div class="flex-1" />
        <a
          href="/graphql"
          rel="external"
          title="GraphiQL"
          class="inline-flex h-9 items-center gap-1.5 rounded-lg px-2.5 text-[0.9rem] text-soft hover:bg-sunken hover:text-ink"
        >
          <Braces size={17} aria-hidden="true" />
          <span class="sr-only sm:not-sr-only">GraphiQL</span>
        </a>
        <Show when={viewer()}>
          {(viewer) => (
            <A
              href="/settings"
              title="Settings"
              class="inline-flex h-9 min-w-9 items-center justify-center gap-1.5 rounded-lg px-2 text-[0.9rem] text-soft hover:bg-sunken hover:text-ink"
              activeClass="bg-sunken text-ink!"
            >
              <Settings size={18} class="shrink-0" aria-hidden="true" />
              <span class="sr-only max-w-48 truncate sm:not-sr-only">{viewer().name}</span>
              <span class="sr-only">, settings</span>
            </A>
          )}
        </Show>
        <IconButton label="Keyboard shortcuts" class="max-sm:hidden" onClick={() => props.onShortcuts()}>
          <Keyboard size={18} aria-hidden="true" />
        </IconButton>
        <IconButton label={`Theme: ${theme()}`} onClick={next}>
          <Switch>
            <Match when={theme() === 'system'}>
              <Monitor size={18} aria-hidden="true" />
            </Match>
            <Match when={theme() === 'light'}>
              <Sun size={18} aria-hidden="true" />
            </Match>
            <Match when={theme() === 'dark'}>
              <Moon size={18} aria-hidden="true" />
            </Match>
          </Switch>
        </IconButton>
      </div>
    </header>
  )
}
