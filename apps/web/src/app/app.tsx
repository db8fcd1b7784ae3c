import { A, Route, Router, type RouteSectionProps } from '@solidjs/router'
import { createResource, ErrorBoundary, lazy, Show, Suspense } from 'solid-js'
import { ActivityProvider } from '../activity/create-activity.tsx'
import { ApiContext, createApi, useApi } from '../graphql/api.ts'
import { ClockProvider } from '../ui/clock.tsx'
import { Notice } from '../ui/notice.tsx'
import { loadViewer } from './app-requests.ts'
import { Header } from './header.tsx'
import { ShortcutSheet } from './shortcut-sheet.tsx'
import { createShortcuts } from './shortcuts.ts'
import { Sidebar } from './sidebar.tsx'
import { SignedOut } from './signed-out.tsx'

const TrayView = lazy(() => import('../tray/tray-view.tsx').then((view) => ({ default: view.TrayView })))
const AccountView = lazy(() => import('../account/account-view.tsx').then((view) => ({ default: view.AccountView })))
const ThreadView = lazy(() => import('../thread/thread-view.tsx').then((view) => ({ default: view.ThreadView })))

function Failure(props: { error: unknown }) {
  return (
    <Notice tone="danger" role="alert">
      <p class="font-medium">This view has failed. Your generations go on; reload the page to see them.</p>
      <p class="mt-1 font-mono text-[0.8rem]">{String(props.error)}</p>
    </Notice>
  )
}

function Layout(props: RouteSectionProps) {
  const api = useApi()
  const [viewer] = createResource(() => loadViewer(api).catch(() => null))
  let sheet: HTMLDialogElement | undefined
  const openSheet = () => sheet?.showModal()
  createShortcuts(openSheet)

  return (
    <>
      <Header viewerName={viewer()?.name} onShortcuts={openSheet} />
      <Show when={!api.isSignedOut()} fallback={<SignedOut />}>
        <div class="flex">
          <Sidebar />
          <main class="mx-auto w-full max-w-3xl min-w-0 px-3 pt-5 sm:px-5">
            <ErrorBoundary fallback={(error) => <Failure error={error} />}>
              <Suspense>{props.children}</Suspense>
            </ErrorBoundary>
          </main>
        </div>
      </Show>
      <ShortcutSheet ref={(dialog) => (sheet = dialog)} />
    </>
  )
}

function NotFound() {
  return (
    <section class="py-10 text-center">
      <h1 class="text-lg font-semibold">There is nothing here</h1>
      <A href="/" class="mt-4 inline-block font-medium text-accent-strong underline underline-offset-2">
        Back to the tray
      </A>
    </section>
  )
}

/** The whole page. */
export function App() {
  return (
    <ApiContext.Provider value={createApi('/graphql')}>
      <ActivityProvider>
        <ClockProvider>
          <Router root={Layout}>
            <Route path="/" component={TrayView} />
            <Route path="/t/:threadId" component={ThreadView} />
            <Route path="/account" component={AccountView} />
            <Route path="*" component={NotFound} />
          </Router>
        </ClockProvider>
      </ActivityProvider>
    </ApiContext.Provider>
  )
}
