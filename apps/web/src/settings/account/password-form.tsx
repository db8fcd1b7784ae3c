import { createSignal, Show } from 'solid-js'
import { useApi } from '../../graphql/api.ts'
import { useWords } from '../../i18n/words.tsx'
import { Button } from '../../ui/button.tsx'
import { createAction } from '../../ui/create-action.ts'
import { Refused } from '../../ui/refused.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { accountEn } from './account.en.ts'
import { type Account, setPassword } from './account-requests.ts'

type PasswordFormProps = { signIn: Account['signIn']; onSet: () => void }

/** With what one signs in from now on. */
export function PasswordForm(props: PasswordFormProps) {
  const api = useApi()
  const all = useWords('account', accountEn)
  const words = () => all().password
  const [typedEmail, setEmail] = createSignal<string>()
  const email = () => typedEmail() ?? props.signIn.email ?? ''
  const [newPassword, setNewPassword] = createSignal('')
  const [currentPassword, setCurrentPassword] = createSignal('')
  const { act, isBusy, refusal } = createAction(() =>
    setPassword(api, {
      email: email(),
      newPassword: newPassword(),
      currentPassword: props.signIn.needsCurrentPassword ? currentPassword() : null,
    }),
  )
  const submit = async (event: Event) => {
    event.preventDefault()
    if (!(await act())) return
    setNewPassword('')
    setCurrentPassword('')
    props.onSet()
  }
  const isWrong = (path: string) => refusal()?.path === path
  return (
    <form class="flex max-w-sm flex-col gap-3" onSubmit={(event) => void submit(event)}>
      <TextField
        label={words().email}
        type="email"
        autocomplete="username"
        required
        aria-invalid={isWrong('email')}
        value={email()}
        onChange={setEmail}
      />
      <Show when={props.signIn.needsCurrentPassword}>
        <TextField
          label={words().current}
          type="password"
          autocomplete="current-password"
          required
          aria-invalid={isWrong('currentPassword')}
          value={currentPassword()}
          onChange={setCurrentPassword}
        />
      </Show>
      <TextField
        label={words().new}
        hint={words().hint}
        type="password"
        autocomplete="new-password"
        required
        aria-invalid={isWrong('newPassword')}
        value={newPassword()}
        onChange={setNewPassword}
      />
      <Refused refusal={refusal()} />
      <Button type="submit" look="primary" aria-disabled={isBusy()} class="self-start">
        {props.signIn.hasPassword ? words().change : words().set}
      </Button>
    </form>
  )
}
