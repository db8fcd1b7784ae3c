import { createResource, createSignal, Show } from 'solid-js'
import { useApi } from '../../graphql/api.ts'
import { IssuerButton } from '../../sign-in/issuer-button.tsx'
import { issuerFailure } from '../../sign-in/issuer-words.ts'
import { loadMethods } from '../../sign-in/sign-in-requests.ts'
import { AskFirst } from '../../ui/ask-first.tsx'
import { createAction } from '../../ui/create-action.ts'
import { Refused } from '../../ui/refused.tsx'
import { type Account, unlinkIssuer } from './account-requests.ts'

type IssuerPartProps = { signIn: Account['signIn']; onUnlinked: () => void }

/** The account by which one signs in at the issuer: to link one, or to be rid of it. */
export function IssuerPart(props: IssuerPartProps) {
  const api = useApi()
  const [methods] = createResource(loadMethods)
  const [failure, setFailure] = createSignal(issuerFailure(location.search))
  const { act, isBusy, refusal } = createAction(() => unlinkIssuer(api))
  const unlink = async () => {
    setFailure(null)
    if (await act()) props.onUnlinked()
  }
  return (
    <Show when={methods.latest?.issuer}>
      {(issuer) => (
        <section class="flex max-w-sm flex-col gap-3">
          <h2 class="font-semibold">Sign in with {issuer().name}</h2>
          <Show
            when={!props.signIn.isLinked}
            fallback={
              <>
                <p class="text-soft">Your account there signs you in here.</p>
                <Show when={props.signIn.hasPassword}>
                  <div class="flex">
                    <AskFirst
                      label="Unlink"
                      of={`your account at ${issuer().name}`}
                      question="Your other browsers that came in by it are signed out, and you sign in with your password from then on."
                      isBusy={isBusy()}
                      onConfirm={() => void unlink()}
                    />
                  </div>
                </Show>
              </>
            }
          >
            <IssuerButton way="link" words={`Link your account at ${issuer().name}`} onRefused={setFailure} />
          </Show>
          <Refused refusal={refusal() ?? failure()} />
        </section>
      )}
    </Show>
  )
}
