import { createResource, createSignal, Show, untrack } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { IssuerButton } from '../sign-in/issuer-button.tsx'
import { issuerFailure } from '../sign-in/issuer-words.ts'
import { signInEn } from '../sign-in/sign-in.en.ts'
import { SignInForm } from '../sign-in/sign-in-form.tsx'
import { loadMethods } from '../sign-in/sign-in-requests.ts'
import { Refused } from '../ui/refused.tsx'

/** Nothing can be shown without a session. */
export function SignedOut() {
  const words = useWords('signIn', signInEn)
  const [methods] = createResource(loadMethods)
  const [failure, setFailure] = createSignal(issuerFailure(location.search, untrack(words)))
  return (
    <main class="mx-auto mt-[12vh] max-w-sm px-5">
      <h1 class="mb-4 text-xl font-semibold">{words().title}</h1>
      <div class="flex flex-col gap-4">
        <Refused refusal={failure()} />
        <SignInForm />
      </div>
      <Show when={methods()?.issuer}>
        {(issuer) => (
          <div class="mt-3">
            <IssuerButton way="sign-in" words={words().withIssuer(issuer().name)} onRefused={setFailure} />
          </div>
        )}
      </Show>
      <p class="mt-6 text-[0.9rem] text-soft">{words().firstTime}</p>
    </main>
  )
}
