import { createSignal, Show } from 'solid-js'
import { useApi } from '../../graphql/api.ts'
import { createLoaded } from '../../graphql/create-loaded.ts'
import { useWords } from '../../i18n/words.tsx'
import { Button } from '../../ui/button.tsx'
import { createAction } from '../../ui/create-action.ts'
import { forgetWritten } from '../../ui/forget-written.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Refused } from '../../ui/refused.tsx'
import { SectionHeading } from '../../ui/section-heading.tsx'
import { useSectionTitle } from '../section-title.ts'
import { accountEn } from './account.en.ts'
import { loadAccount, signOut } from './account-requests.ts'
import { IssuerPart } from './issuer-part.tsx'
import { OwnData } from './own-data.tsx'
import { PasswordForm } from './password-form.tsx'

/** How one signs in, and out, and what is kept of one. */
export function AccountView() {
  const api = useApi()
  const words = useWords('account', accountEn)
  const title = useSectionTitle('account')
  const account = createLoaded(() => loadAccount(api))
  const [isSet, setSet] = createSignal(false)
  const { act, isBusy, refusal } = createAction(() => signOut(words()))
  const onSet = () => {
    setSet(true)
    void account.refetch()
  }
  const leave = async () => {
    if (!(await act())) return
    forgetWritten()
    location.assign('/')
  }
  return (
    <>
      <SectionHeading title={title()}>{words().intro}</SectionHeading>
      <Loaded of={account}>
        {(shown) => (
          <>
            <div class="flex flex-wrap items-center justify-between gap-3">
              <p class="min-w-0 [overflow-wrap:anywhere]">
                {words().youAre} <span class="font-medium">{shown().name}</span>.
              </p>
              <Button aria-disabled={isBusy()} onClick={() => void leave()}>
                {words().signOut}
              </Button>
            </div>
            <Refused refusal={refusal()} />
            <section>
              <h2 class="mb-3 font-semibold">{words().password.title}</h2>
              <Show when={!shown().signIn.isOfIssuer} fallback={<p class="text-soft">{words().password.ofIssuer}</p>}>
                <PasswordForm signIn={shown().signIn} onSet={onSet} />
                <p role="status" class="mt-2 min-h-6 text-[0.9rem] text-soft">
                  {isSet() ? words().password.isSet : ''}
                </p>
              </Show>
            </section>
            <IssuerPart signIn={shown().signIn} onUnlinked={() => void account.refetch()} />
            <OwnData id={shown().id} />
          </>
        )}
      </Loaded>
    </>
  )
}
