import { createResource, createSignal, Show } from 'solid-js'
import { useApi } from '../graphql/api.ts'
import { IssuerButton } from '../sign-in/issuer-button.tsx'
import { issuerFailure } from '../sign-in/issuer-words.ts'
import { loadMethods } from '../sign-in/sign-in-requests.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { type Account, unlinkIssuer } from './account-requests.ts'

type IssuerPartProps = { signIn: Account['signIn']; onUnlinked: () => void }

/** The account by which one signs in at the issuer: to link one, or to be rid of it. */
export function IssuerPart(props: IssuerPartProps) {
  const api = useApi()
  const [methods] = createResource(() => loadMethods().catch(() => null))
  const [failure, setFailure] = createSignal(issuerFailure(location.search))
  const unlink = async () => {
    const refused = await unlinkIssuer(api)
    setFailure(refused)
    if (refused === null) props.onUnlinked()
  }
  return (
    <Show when={methods.latest?.issuer}>
      {(issuer) => (
        <div class="mt-6 max-w-sm">
          <h2 class="mb-3 font-semibold">Sign in with {issuer().name}</h2>
          <Show
            when={!props.signIn.isLinked}
            fallback={
              <>
                <p class="text-soft">Your account there signs you in here.</p>
                <Show when={props.signIn.hasPassword}>
                  <Button class="mt-3" onClick={() => void unlink()}>
                    Unlink your account at {issuer().name}
                  </Button>
                </Show>
              </>
            }
          >
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
