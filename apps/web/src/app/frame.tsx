import { useLocation, useNavigate } from '@solidjs/router'
import { createSignal, ErrorBoundary, Match, Show, Suspense, Switch } from 'solid-js'
import { useApi } from '../graphql/api.ts'
import { useWords } from '../i18n/words.tsx'
import { createTour } from '../tour/create-tour.ts'
import { Button } from '../ui/button.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { Notice } from '../ui/notice.tsx'
import { preloadLater } from '../ui/preload-later.ts'
import { appEn } from './app.en.ts'
import { createShortcuts } from './shortcuts.ts'

const Palette = lazyPart(
  () => import('../palette/palette.tsx').then(({ Palette }) => Palette),
  ({ onClose }) => onClose(),
)
const ShortcutSheet = lazyPart(
  () => import('./shortcut-sheet.tsx').then(({ ShortcutSheet }) => ShortcutSheet),
  ({ onClose }) => onClose(),
)
const Tour = lazyPart(
  () => import('../tour/tour.tsx').then(({ Tour }) => Tour),
  ({ onEnd }) => onEnd(),
)

const mostFrames = 120

/** Where prompts are written; a view that is still being loaded is waited for, for some frames. */
function focusPrompt(frames = 0) {
  const prompt = document.querySelector<HTMLElement>('[data-composer-prompt]')
  if (prompt) prompt.focus()
  else if (frames > 0) requestAnimationFrame(() => focusPrompt(frames - 1))
}

/** Moves the focus along the tray; the browser then does the rest, Enter included. */
function moveInTray(step: number) {
  const links = [...document.querySelectorAll<HTMLElement>('[data-tray-link]')]
  // The row itself has the focus when what had it in there has gone.
  const row = document.activeElement?.closest('article')
  const index = links.findIndex((link) => link === document.activeElement || link.closest('article') === row)
  const next = index === -1 ? (step > 0 ? 0 : links.length - 1) : index + step
  links[Math.max(0, Math.min(next, links.length - 1))]?.focus()
}

/** What the page opens above its views, and the keys for it. */
export function createFrame() {
  const navigate = useNavigate()
  const location = useLocation()
  const tour = createTour()
  const [dialog, setDialog] = createSignal<'palette' | 'sheet' | null>(null)
  const openPalette = () => setDialog('palette')
  const openSheet = () => setDialog('sheet')
  const write = () => {
    if (location.pathname !== '/') navigate('/')
    focusPrompt(mostFrames)
  }
  const startTour = () => {
    navigate('/')
    tour.start()
  }
  preloadLater([Palette, ShortcutSheet])
  const isSignedOut = useApi().isSignedOut
  createShortcuts(
    {
      palette: openPalette,
      prompt: () => focusPrompt(),
      sheet: openSheet,
      next: () => moveInTray(1),
      previous: () => moveInTray(-1),
    },
    () => !isSignedOut(), // there is nothing to go to
  )
  return {
    dialog,
    openPalette,
    openSheet,
    /** Does nothing when another has been opened in its place. */
    close: (closed: 'palette' | 'sheet') => dialog() === closed && setDialog(null),
    closeAll() {
      setDialog(null)
      tour.end()
    },
    tour,
    isTourShown: () => tour.isOpen() && location.pathname === '/',
    deeds: { write, openSheet, startTour },
  }
}

/** The tour in its place above the view, and the dialogs that are open; each is loaded when it is wanted. */
export function FrameParts(props: { frame: ReturnType<typeof createFrame> }) {
  const words = useWords('app', appEn)
  const giveUp = (reset: () => void) => {
    props.frame.closeAll()
    reset()
  }
  return (
    <ErrorBoundary
      fallback={(_, reset) => (
        <Notice tone="warning" role="alert">
          <p>{words().partFailed}</p>
          <Button size="small" class="mt-2" onClick={() => giveUp(reset)}>
            {words().close}
          </Button>
        </Notice>
      )}
    >
      <Suspense>
        <Show when={props.frame.isTourShown()}>
          <Tour takesFocus={props.frame.tour.isAsked()} onEnd={props.frame.tour.end} />
        </Show>
      </Suspense>
      <Suspense>
        <Switch>
          <Match when={props.frame.dialog() === 'palette'}>
            <Palette deeds={props.frame.deeds} onClose={() => props.frame.close('palette')} />
          </Match>
          <Match when={props.frame.dialog() === 'sheet'}>
            <ShortcutSheet onClose={() => props.frame.close('sheet')} />
          </Match>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  )
}
