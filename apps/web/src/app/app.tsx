import { Navigate, Route, Router, type RouteSectionProps } from '@solidjs/router'
import { ErrorBoundary, lazy, Show, Suspense } from 'solid-js'
import { ActivityProvider } from '../activity/create-activity.tsx'
import { ApiContext, createApi, useApi } from '../graphql/api.ts'
import { useWords } from '../i18n/words.tsx'
import { InboxProvider } from '../inbox/create-inbox.tsx'
import { ClockProvider } from '../ui/clock.tsx'
import { Notice } from '../ui/notice.tsx'
import { appEn } from './app.en.ts'
import { Header } from './header.tsx'
import { NotFound } from './not-found.tsx'
import { ShortcutSheet } from './shortcut-sheet.tsx'
import { createShortcuts } from './shortcuts.ts'
import { Sidebar } from './sidebar.tsx'
import { ViewerProvider } from './viewer.tsx'

const SignedOut = lazy(() => import('./signed-out.tsx').then((view) => ({ default: view.SignedOut })))
const TrayView = lazy(() => import('../tray/tray-view.tsx').then((view) => ({ default: view.TrayView })))
const ThreadView = lazy(() => import('../thread/thread-view.tsx').then((view) => ({ default: view.ThreadView })))
const PanesView = lazy(() => import('../panes/panes-view.tsx').then((view) => ({ default: view.PanesView })))
const SettingsView = lazy(() =>
  import('../settings/settings-view.tsx').then((view) => ({ default: view.SettingsView })),
)

function Failure(props: { error: unknown }) {
  const words = useWords('app', appEn)
  return (
    <Notice tone="danger" role="alert">
      <p class="font-medium">{words().failed}</p>
      <p class="mt-1 font-mono text-[0.8rem]">{String(props.error)}</p>
    </Notice>
  )
}

function Layout(props: RouteSectionProps) {
  const api = useApi()
  let sheet: HTMLDialogElement | undefined
  const openSheet = () => sheet?.showModal()
  createShortcuts(openSheet)

  return (
    <ViewerProvider>
      <InboxProvider>
        <Header onShortcuts={openSheet} />
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
            <main class="mx-auto w-full max-w-3xl min-w-0 px-3 pt-5 has-data-full:max-w-none has-data-full:p-0! has-data-wide:max-w-5xl sm:px-5">
              <ErrorBoundary fallback={(error) => <Failure error={error} />}>
                <Suspense>{props.children}</Suspense>
              </ErrorBoundary>
            </main>
          </div>
        </Show>
        <ShortcutSheet ref={(dialog) => (sheet = dialog)} />
      </InboxProvider>
    </ViewerProvider>
  )
}

/** Where an issuer leads back to. */
const Account = () => <Navigate href={`/settings/account${location.search}`} />

/** The whole page. */
export function App() {
  return (
    <ApiContext.Provider value={createApi('/graphql')}>
      <ActivityProvider>
        <ClockProvider>
          <Router root={Layout}>
            <Route path="/" component={TrayView} />
            <Route path="/t/:threadId" component={ThreadView} />
            <Route path="/panes" component={PanesView} />
            <Route path="/settings/:section?/:id?" component={SettingsView} />
            <Route path="/account" component={Account} />
            <Route path="*" component={NotFound} />
          </Router>
        </ClockProvider>
      </ActivityProvider>
    </ApiContext.Provider>
  )
}
