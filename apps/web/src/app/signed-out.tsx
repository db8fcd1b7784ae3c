import { createResource, createSignal, Show } from 'solid-js'
import { IssuerButton } from '../sign-in/issuer-button.tsx'
import { issuerFailure } from '../sign-in/issuer-words.ts'
import { SignInForm } from '../sign-in/sign-in-form.tsx'
import { loadMethods } from '../sign-in/sign-in-requests.ts'
import { Refused } from '../ui/refused.tsx'

/** Nothing can be shown without a session. */
export function SignedOut() {
  const [methods] = createResource(loadMethods)
  const [failure, setFailure] = createSignal(issuerFailure(location.search))
  return (
    <section class="mx-auto mt-[12vh] max-w-sm px-5">
      <h1 class="mb-4 text-xl font-semibold">Sign in</h1>
      <div class="flex flex-col gap-4">
        <Refused refusal={failure()} />
        <SignInForm />
      </div>
      <Show when={methods()?.issuer}>
        {(issuer) => (
          <div class="mt-3">
            <IssuerButton way="sign-in" words={`Sign in with ${issuer().name}`} onRefused={setFailure} />
          </div>
        )}
      </Show>
      <p class="mt-6 text-[0.9rem] text-soft">
        Here for the first time? Open the one-time sign-in link that the server printed in its terminal, or that
        somebody here has made for you. Then set a password under your name.
      </p>
    </section>
  )
}
