import { createSignal, Show } from 'solid-js'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { TextField } from '../ui/text-field.tsx'
import { SignInRefused, signIn } from './sign-in-requests.ts'

/** E-mail and password. Signed in, the page begins anew. */
export function SignInForm() {
  const [email, setEmail] = createSignal('')
  const [password, setPassword] = createSignal('')
  const [isAsking, setAsking] = createSignal(false)
  const [refusal, setRefusal] = createSignal<string>()
  const submit = async (event: Event) => {
    event.preventDefault()
    setAsking(true)
    setRefusal(undefined)
    try {
      await signIn(email(), password())
      location.replace(location.pathname)
    } catch (error) {
      if (!(error instanceof SignInRefused)) throw error
      setRefusal(error.message)
      setAsking(false)
    }
  }
  return (
    <form class="flex flex-col gap-3" onSubmit={(event) => void submit(event)}>
      <TextField label="E-mail" type="email" autocomplete="username" required value={email()} onChange={setEmail} />
      <TextField
        label="Password"
        type="password"
        autocomplete="current-password"
        required
        value={password()}
        onChange={setPassword}
      />
      <Show when={refusal()}>
        {(message) => (
          <Notice tone="danger" role="alert">
            {message()}
          </Notice>
        )}
      </Show>
      <Button type="submit" look="primary" disabled={isAsking()}>
        Sign in
      </Button>
    </form>
  )
}
