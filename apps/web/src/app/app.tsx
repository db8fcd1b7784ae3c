import { Navigate, Route, Router } from '@solidjs/router'
import { ActivityProvider } from '../activity/create-activity.tsx'
import { apiEn } from '../graphql/api.en.ts'
import { ApiContext, createApi } from '../graphql/api.ts'
import { useWords } from '../i18n/words.tsx'
import { ClockProvider } from '../ui/clock.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { Layout } from './layout.tsx'
import { NotFound } from './not-found.tsx'

const TrayView = lazyPart(() => import('../tray/tray-view.tsx').then(({ TrayView }) => TrayView))
const ThreadView = lazyPart(() => import('../thread/thread-view.tsx').then(({ ThreadView }) => ThreadView))
const PanesView = lazyPart(() => import('../panes/panes-view.tsx').then(({ PanesView }) => PanesView))
const SettingsView = lazyPart(() => import('../settings/settings-view.tsx').then(({ SettingsView }) => SettingsView))
const Gallery = lazyPart(() => import('../gallery/gallery.tsx').then(({ Gallery }) => Gallery))

/** Where an issuer leads back to. */
const Account = () => <Navigate href={`/settings/account${location.search}`} />

/** The whole page. */
export function App() {
  const words = useWords('api', apiEn)
  return (
    <ApiContext.Provider value={createApi({ url: '/graphql', words })}>
      <ActivityProvider>
        <ClockProvider>
          <Router root={Layout}>
            <Route path="/" component={TrayView} />
            <Route path="/t/:threadId" component={ThreadView} />
            <Route path="/panes" component={PanesView} />
            <Route path="/settings/:section?/:id?" component={SettingsView} />
            <Route path="/account" component={Account} />
            <Route path="/dev/ui" component={Gallery} />
            <Route path="*" component={NotFound} />
          </Router>
        </ClockProvider>
      </ActivityProvider>
    </ApiContext.Provider>
  )
}
