import { type RouteSectionProps, useLocation } from '@solidjs/router'
import { createEffect, ErrorBoundary, on, Show, Suspense } from 'solid-js'
import { useApi } from '../graphql/api.ts'
import { useWords } from '../i18n/words.tsx'
import { InboxProvider } from '../inbox/create-inbox.tsx'
import { Button } from '../ui/button.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { Notice } from '../ui/notice.tsx'
import { appEn } from './app.en.ts'
import { Connection } from './connection.tsx'
import { createFrame, FrameParts } from './frame.tsx'
import { Header } from './header.tsx'
import { Sidebar } from './sidebar.tsx'
import { ViewerProvider } from './viewer.tsx'

const SignedOut = lazyPart(() => import('./signed-out.tsx').then(({ SignedOut }) => SignedOut))

/** A view that has failed, until the reader goes elsewhere. */
function Failure(props: { error: unknown; onLeave: () => void }) {
  const words = useWords('app', appEn)
  const location = useLocation()
  const address = () => location.pathname + location.search
  createEffect(on(address, () => props.onLeave(), { defer: true }))
  return (
    <Notice tone="danger" role="alert">
      <p class="font-medium">{words().failed}</p>
      <p class="mt-1 font-mono text-[0.8rem]">{String(props.error)}</p>
      <Button size="small" class="mt-2" onClick={() => window.location.reload()}>
        {words().reload}
      </Button>
    </Notice>
  )
}

/** The first stop of whoever goes by keyboard. */
function SkipLink(props: { to: () => HTMLElement | undefined }) {
  const words = useWords('app', appEn)
  return (
    <button
      type="button"
      class="fixed top-2 left-2 z-50 rounded-lg bg-accent px-3.5 py-2 font-medium text-on-accent not-focus:sr-only"
      onClick={() => props.to()?.focus()}
    >
      {words().skip}
    </button>
  )
}

/** What stands around every view. */
export function Layout(props: RouteSectionProps) {
  return (
    <ViewerProvider>
      <InboxProvider>
        <Frame {...props} />
      </InboxProvider>
    </ViewerProvider>
  )
}

function Frame(props: RouteSectionProps) {
  const api = useApi()
  const frame = createFrame()
  let main: HTMLElement | undefined
  return (
    <>
      <SkipLink to={() => main} />
      <Header onPalette={frame.openPalette} onShortcuts={frame.openSheet} />
      <Connection />
      <Show
        when={!api.isSignedOut()}
        fallback={
          <Suspense>
            <SignedOut />
          </Suspense>
        }
      >
        <div class="flex">
          <Sidebar />
          <main
            ref={(element) => (main = element)}
            tabIndex={-1}
            class="mx-auto w-full max-w-3xl min-w-0 px-3 pt-5 outline-none has-data-full:max-w-none has-data-full:p-0! has-data-wide:max-w-5xl sm:px-5"
          >
            <FrameParts frame={frame} />
            <ErrorBoundary fallback={(error, reset) => <Failure error={error} onLeave={reset} />}>
              <Suspense>{props.children}</Suspense>
            </ErrorBoundary>
          </main>
        </div>
      </Show>
    </>
  )
}
