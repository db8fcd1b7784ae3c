import Eye from 'lucide-solid/icons/eye'
import { createResource, ErrorBoundary, Match, onCleanup, type ParentProps, Show, Switch } from 'solid-js'
import { ActivityContext } from '../activity/create-activity.tsx'
import { Wordmark } from '../app/wordmark.tsx'
import { ApiContext } from '../graphql/api.ts'
import { Button } from '../ui/button.tsx'
import { ClockProvider, useNow } from '../ui/clock.tsx'
import { loadShared } from './share-requests.ts'
import { formatMoment } from './share-words.ts'
import { createSharedApi } from './shared-api.ts'
import { createSharedFeed } from './shared-feed.ts'
import { SharedThread } from './shared-thread.tsx'

type View = NonNullable<Awaited<ReturnType<typeof loadShared>>>

/** `/s#<secret>`: a thread as a link shows it, to whoever has that. The secret is never sent as part of an address. */
export function SharedPage() {
  const secret = location.hash.slice(1)
  const api = createSharedApi(secret)
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
            <Switch fallback={<p class="appear-late text-soft">Opening the link…</p>}>
              <Match when={api.isEnded()}>
                <Message title="This link does not work any more">
                  <p>
                    It has been revoked, has expired, or was not copied whole. Ask whoever sent it to you for a new one.
                  </p>
                </Message>
              </Match>
              <Match when={api.isSignedOut()}>
                <Message title="Sign in to open this link">
                  <p>
                    It is for people who are signed in here.{' '}
                    <a href="/" target="_blank" class="font-medium text-accent-strong underline underline-offset-2">
                      Sign in in another tab
                    </a>
                    , then come back.
                  </p>
                  <Button look="primary" class="mt-5" onClick={() => location.reload()}>
                    I have signed in
                  </Button>
                </Message>
              </Match>
              <Match when={view.latest}>{(shared) => <SharedThread threadId={shared().thread.id} />}</Match>
              <Match when={!view.loading}>
                <Message title="The server does not answer">
                  <p>Nothing is lost. Try again in a moment.</p>
                  <Button class="mt-5" onClick={() => void refetch()}>
                    Try again
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
  return (
    <>
      <header class="sticky top-0 z-30 border-b border-line bg-page">
        <div class="mx-auto flex min-h-13 max-w-3xl items-center gap-3 px-3 sm:px-5">
          <Wordmark />
          <div class="flex-1" />
          <Show when={props.view}>{(view) => <Banner view={view()} />}</Show>
        </div>
      </header>
      <main class="mx-auto w-full max-w-3xl px-3 pt-5 sm:px-5">
        <ErrorBoundary
          fallback={(error) => (
            <Message title="This view has failed">
              <p>Reload the page to see the thread. {String(error)}</p>
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
  const now = useNow()
  return (
    <p class="flex items-center gap-1.5 text-right text-[0.86rem] text-soft">
      <Eye size={15} class="shrink-0 max-sm:hidden" aria-hidden="true" />
      <span>
        Shared with you, read only
        <span class="max-sm:hidden">{props.view.showsPrompts ? '' : ', without prompts'} · </span>
        <span class="max-sm:block">until {formatMoment(props.view.expiresAt, now())}</span>
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
