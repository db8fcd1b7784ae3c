import { createResource, createSignal, Show } from 'solid-js'
import { useApi } from '../graphql/api.ts'
import { Button } from '../ui/button.tsx'
import { loadAccount, signOut } from './account-requests.ts'
import { IssuerPart } from './issuer-part.tsx'
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
          <IssuerPart signIn={shown().signIn} onUnlinked={() => void refetch()} />
        </section>
      )}
    </Show>
  )
}
