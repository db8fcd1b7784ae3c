import './ui/tokens.css'
import { Show, Suspense } from 'solid-js'
import { render } from 'solid-js/web'
import { App } from './app/app.tsx'
import { StatusProvider } from './app/status.tsx'
import { ThemeProvider } from './app/theme.tsx'
import { WordsProvider } from './i18n/words.tsx'
import { lazyPart } from './ui/lazy-part.tsx'

const SharedPage = lazyPart(() => import('./share/shared-page.tsx').then(({ SharedPage }) => SharedPage))

const root = document.getElementById('page')
if (!root) throw new Error('index.html has no #page')
// What a link shows is a page of its own, for people who are nobody here.
const isShared = location.pathname === '/s'
render(
  () => (
    <ThemeProvider>
      <WordsProvider>
        <StatusProvider>
          <Show when={isShared} fallback={<App />}>
            <Suspense>
              <SharedPage />
            </Suspense>
          </Show>
        </StatusProvider>
      </WordsProvider>
    </ThemeProvider>
  ),
  root,
)
