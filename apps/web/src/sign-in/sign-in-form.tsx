import { createSignal } from 'solid-js'
import { apiEn } from '../graphql/api.en.ts'
import { useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import { createAction } from '../ui/create-action.ts'
import { Refused } from '../ui/refused.tsx'
import { TextField } from '../ui/text-field.tsx'
import { signInEn } from './sign-in.en.ts'
import { signIn } from './sign-in-requests.ts'

/** E-mail and password. Signed in, the page begins anew. */
export function SignInForm() {
  const words = useWords('signIn', signInEn)
  const apiWords = useWords('api', apiEn)
  const [email, setEmail] = createSignal('')
  const [password, setPassword] = createSignal('')
  const { act, isBusy, refusal } = createAction(() => signIn(email(), password(), { api: apiWords(), signIn: words() }))
  const submit = async (event: Event) => {
    event.preventDefault()
    if (await act()) location.replace(location.pathname)
  }
  return (
    <form class="flex flex-col gap-3" onSubmit={(event) => void submit(event)}>
      <TextField
        label={words().email}
        type="email"
        autocomplete="username"
        required
        value={email()}
        onChange={setEmail}
      />
      <TextField
        label={words().password}
        type="password"
        autocomplete="current-password"
        required
        value={password()}
        onChange={setPassword}
      />
      <Refused refusal={refusal()} />
      <Button type="submit" look="primary" aria-disabled={isBusy()}>
        {words().submit}
      </Button>
    </form>
  )
}
