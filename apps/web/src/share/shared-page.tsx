import Eye from 'lucide-solid/icons/eye'
import { createResource, ErrorBoundary, Match, onCleanup, type ParentProps, Show, Switch } from 'solid-js'
import { ActivityContext } from '../activity/create-activity.tsx'
import { Connection } from '../app/connection.tsx'
import { Wordmark } from '../app/wordmark.tsx'
import { apiEn } from '../graphql/api.en.ts'
import { ApiContext } from '../graphql/api.ts'
import { useFormats, useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import { ClockProvider, useNow } from '../ui/clock.tsx'
import { shareEn } from './share.en.ts'
import { loadShared } from './share-requests.ts'
import { createSharedApi } from './shared-api.ts'
import { createSharedFeed } from './shared-feed.ts'
import { SharedThread } from './shared-thread.tsx'

type View = NonNullable<Awaited<ReturnType<typeof loadShared>>>

/** `/s#<secret>`: a thread as a link shows it, to whoever has that. The secret is never sent as part of an address. */
export function SharedPage() {
  const words = useWords('share', shareEn)
  const secret = location.hash.slice(1)
  const api = createSharedApi(secret, useWords('api', apiEn))
  const [view, { refetch }] = createResource(() => loadShared(api).catch(() => null))
  const feed = createSharedFeed(secret, () => void loadShared(api).catch(() => {}))
  const onAnotherLink = () => location.reload()
  window.addEventListener('hashchange', onAnotherLink)
  onCleanup(() => window.removeEventListener('hashchange', onAnotherLink))
  return (
    <ApiContext.Provider value={api}>
      <ActivityContext.Provider value={feed}>
        <ClockProvider>
          <Frame view={api.isEnded() || api.isSignedOut() ? null : (view.latest ?? null)}>
            <Switch fallback={<p class="appear-late text-soft">{words().opening}</p>}>
              <Match when={api.isEnded()}>
                <Message title={words().ended}>
                  <p>{words().endedAdvice}</p>
                </Message>
              </Match>
              <Match when={api.isSignedOut()}>
                <Message title={words().signIn}>
                  <p>
                    {words().signInAdvice}{' '}
                    <a href="/" target="_blank" class="font-medium text-accent-strong underline underline-offset-2">
                      {words().signInThere}
                    </a>
                  </p>
                  <Button look="primary" class="mt-5" onClick={() => location.reload()}>
                    {words().signedIn}
                  </Button>
                </Message>
              </Match>
              <Match when={view.latest}>{(shared) => <SharedThread threadId={shared().thread.id} />}</Match>
              <Match when={!view.loading}>
                <Message title={words().noAnswer}>
                  <p>{words().noAnswerAdvice}</p>
                  <Button class="mt-5" onClick={() => void refetch()}>
                    {words().tryAgain}
                  </Button>
                </Message>
              </Match>
            </Switch>
          </Frame>
        </ClockProvider>
      </ActivityContext.Provider>
    </ApiContext.Provider>
  )
}

function Frame(props: ParentProps<{ view: View | null }>) {
  const words = useWords('share', shareEn)
  return (
    <>
      <header class="sticky top-0 z-30 border-b border-line bg-page">
        <div class="mx-auto flex min-h-13 max-w-3xl items-center gap-3 px-3 sm:px-5">
          <Wordmark />
          <div class="flex-1" />
          <Show when={props.view}>{(view) => <Banner view={view()} />}</Show>
        </div>
      </header>
      <Connection />
      <main class="mx-auto w-full max-w-3xl px-3 pt-5 sm:px-5">
        <ErrorBoundary
          fallback={(error) => (
            <Message title={words().failed}>
              <p>
                {words().failedAdvice} {String(error)}
              </p>
            </Message>
          )}
        >
          {props.children}
        </ErrorBoundary>
      </main>
    </>
  )
}

/** What this is, and until when. */
function Banner(props: { view: View }) {
  const words = useWords('share', shareEn)
  const formats = useFormats()
  const now = useNow()
  return (
    <p class="flex items-center gap-1.5 text-right text-[0.86rem] text-soft">
      <Eye size={15} class="shrink-0 max-sm:hidden" aria-hidden="true" />
      <span>
        {words().readOnly}
        <span class="max-sm:hidden">{props.view.showsPrompts ? '' : words().withoutPrompts} · </span>
        <span class="max-sm:block">{words().until(formats().shortMoment(props.view.expiresAt, now()))}</span>
      </span>
    </p>
  )
}

function Message(props: ParentProps<{ title: string }>) {
  return (
    <section role="status" class="mx-auto mt-[10vh] max-w-md text-center">
      <h1 class="text-xl font-semibold">{props.title}</h1>
      <div class="mt-2 text-soft">{props.children}</div>
    </section>
  )
}
