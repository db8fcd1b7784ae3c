import { apiEn } from '../graphql/api.en.ts'
import type { Refusal } from '../graphql/outcome.ts'
import { useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import { createAction } from '../ui/create-action.ts'
import { signInEn } from './sign-in.en.ts'
import { beginAtIssuer } from './sign-in-requests.ts'

type IssuerButtonProps = { way: 'sign-in' | 'link'; words: string; onRefused: (refusal: Refusal) => void }

/** Leads to the issuer, which leads back. */
export function IssuerButton(props: IssuerButtonProps) {
  const words = useWords('signIn', signInEn)
  const apiWords = useWords('api', apiEn)
  const { act, isBusy, refusal } = createAction(() => beginAtIssuer(props.way, { api: apiWords(), signIn: words() }))
  const leave = async () => {
    const begun = await act()
    const refused = refusal()
    if (begun) location.assign(begun.url ?? '/')
    else if (refused) props.onRefused(refused)
  }
  return (
    <Button class="w-full" aria-disabled={isBusy()} onClick={() => void leave()}>
      {props.words}
    </Button>
  )
}
