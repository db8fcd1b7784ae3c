import { createSignal } from 'solid-js'
import { Button } from '../ui/button.tsx'
import { beginAtIssuer, SignInRefused } from './sign-in-requests.ts'

type IssuerButtonProps = { way: 'sign-in' | 'link'; words: string; onRefused: (message: string) => void }

/** Leads to the issuer, which leads back. */
export function IssuerButton(props: IssuerButtonProps) {
  const [isLeaving, setLeaving] = createSignal(false)
  const leave = async () => {
    setLeaving(true)
    try {
      location.assign(await beginAtIssuer(props.way))
    } catch (error) {
      setLeaving(false)
      if (!(error instanceof SignInRefused)) throw error
      props.onRefused(error.message)
    }
  }
  return (
    <Button class="w-full" disabled={isLeaving()} onClick={() => void leave()}>
      {props.words}
    </Button>
  )
}
