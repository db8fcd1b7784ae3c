import type { Refusal } from '../graphql/outcome.ts'
import { Button } from '../ui/button.tsx'
import { createAction } from '../ui/create-action.ts'
import { beginAtIssuer } from './sign-in-requests.ts'

type IssuerButtonProps = { way: 'sign-in' | 'link'; words: string; onRefused: (refusal: Refusal) => void }

/** Leads to the issuer, which leads back. */
export function IssuerButton(props: IssuerButtonProps) {
  const { act, isBusy, refusal } = createAction(() => beginAtIssuer(props.way))
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
