import { createResource, createSignal, Show, untrack } from 'solid-js'
import { useApi } from '../../graphql/api.ts'
import { useWords } from '../../i18n/words.tsx'
import { IssuerButton } from '../../sign-in/issuer-button.tsx'
import { issuerFailure } from '../../sign-in/issuer-words.ts'
import { signInEn } from '../../sign-in/sign-in.en.ts'
import { loadMethods } from '../../sign-in/sign-in-requests.ts'
import { AskFirst } from '../../ui/ask-first.tsx'
import { createAction } from '../../ui/create-action.ts'
import { Refused } from '../../ui/refused.tsx'
import { accountEn } from './account.en.ts'
import { type Account, unlinkIssuer } from './account-requests.ts'

type IssuerPartProps = { signIn: Account['signIn']; onUnlinked: () => void }

/** The account by which one signs in at the issuer: to link one, or to be rid of it. */
export function IssuerPart(props: IssuerPartProps) {
  const api = useApi()
  const all = useWords('account', accountEn)
  const words = () => all().issuer
  const signInWords = useWords('signIn', signInEn)
  const [methods] = createResource(loadMethods)
  const [failure, setFailure] = createSignal(issuerFailure(location.search, untrack(signInWords)))
  const { act, isBusy, refusal } = createAction(() => unlinkIssuer(api))
  const unlink = async () => {
    setFailure(null)
    if (await act()) props.onUnlinked()
  }
  return (
    <Show when={methods.latest?.issuer}>
      {(issuer) => (
        <section class="flex max-w-sm flex-col gap-3">
          <h2 class="font-semibold">{words().title(issuer().name)}</h2>
          <Show
            when={!props.signIn.isLinked}
            fallback={
              <>
                <p class="text-soft">{words().isLinked}</p>
                <Show when={props.signIn.hasPassword}>
                  <div class="flex">
                    <AskFirst
                      label={words().unlink}
                      of={words().of(issuer().name)}
                      question={words().question}
                      isBusy={isBusy()}
                      onConfirm={() => void unlink()}
                    />
                  </div>
                </Show>
              </>
            }
          >
            <IssuerButton way="link" words={words().link(issuer().name)} onRefused={setFailure} />
          </Show>
          <Refused refusal={refusal() ?? failure()} />
        </section>
      )}
    </Show>
  )
}
