import { createResource, createSignal, Show } from 'solid-js'
import { useApi } from '../graphql/api.ts'
import { IssuerButton } from '../sign-in/issuer-button.tsx'
import { issuerFailure } from '../sign-in/issuer-words.ts'
import { loadMethods } from '../sign-in/sign-in-requests.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { type Account, loadAccount, signOut } from './account-requests.ts'
import { PasswordForm } from './password-form.tsx'

/** How one signs in. */
export function AccountView() {
  const api = useApi()
  const [account, { refetch }] = createResource(() => loadAccount(api))
  const [isSet, setSet] = createSignal(false)
  const onSet = () => {
    setSet(true)
    void refetch()
  }
  const leave = async () => {
    await signOut()
    location.assign('/')
  }
  return (
    <Show when={account.latest}>
      {(shown) => (
        <section class="pb-10">
          <div class="flex items-center justify-between gap-3">
            <h1 class="truncate text-xl font-semibold">{shown().name}</h1>
            <Button onClick={() => void leave()}>Sign out</Button>
          </div>
          <h2 class="mt-6 mb-3 font-semibold">Sign in with a password</h2>
          <Show
            when={!shown().signIn.isOfIssuer}
            fallback={<p class="text-soft">You are let in by your sign-in provider, so you need no password here.</p>}
          >
            <PasswordForm signIn={shown().signIn} onSet={onSet} />
            <p role="status" class="mt-2 min-h-6 text-[0.9rem] text-soft">
              {isSet() ? 'Your password is set. Your other browsers are signed out.' : ''}
            </p>
          </Show>
          <IssuerPart signIn={shown().signIn} />
        </section>
      )}
    </Show>
  )
}

function IssuerPart(props: { signIn: Account['signIn'] }) {
  const [methods] = createResource(() => loadMethods().catch(() => null))
  const [failure, setFailure] = createSignal(issuerFailure(location.search))
  return (
    <Show when={methods.latest?.issuer}>
      {(issuer) => (
        <div class="mt-6 max-w-sm">
          <h2 class="mb-3 font-semibold">Sign in with {issuer().name}</h2>
          <Show when={!props.signIn.isLinked} fallback={<p class="text-soft">Your account there signs you in here.</p>}>
            <IssuerButton way="link" words={`Link your account at ${issuer().name}`} onRefused={setFailure} />
          </Show>
          <Show when={failure()}>
            {(message) => (
              <div class="mt-3">
                <Notice tone="danger" role="alert">
                  {message()}
                </Notice>
              </div>
            )}
          </Show>
        </div>
      )}
    </Show>
  )
}
