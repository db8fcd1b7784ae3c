import { createSignal, Show } from 'solid-js'
import { useApi } from '../graphql/api.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { TextField } from '../ui/text-field.tsx'
import { type Account, type PasswordRefusal, setPassword } from './account-requests.ts'

type PasswordFormProps = { signIn: Account['signIn']; onSet: () => void }

/** With what one signs in from now on. */
export function PasswordForm(props: PasswordFormProps) {
  const api = useApi()
  const [typedEmail, setEmail] = createSignal<string>()
  const email = () => typedEmail() ?? props.signIn.email ?? ''
  const [newPassword, setNewPassword] = createSignal('')
  const [currentPassword, setCurrentPassword] = createSignal('')
  const [isSaving, setSaving] = createSignal(false)
  const [refusal, setRefusal] = createSignal<PasswordRefusal | null>(null)
  const submit = async (event: Event) => {
    event.preventDefault()
    setSaving(true)
    const current = props.signIn.needsCurrentPassword ? currentPassword() : null
    const refused = await setPassword(api, { email: email(), newPassword: newPassword(), currentPassword: current })
    setRefusal(refused)
    setSaving(false)
    if (refused) return
    setNewPassword('')
    setCurrentPassword('')
    props.onSet()
  }
  const isWrong = (path: string) => refusal()?.path === path
  return (
    <form class="flex max-w-sm flex-col gap-3" onSubmit={(event) => void submit(event)}>
      <TextField
        label="E-mail"
        type="email"
        autocomplete="username"
        required
        aria-invalid={isWrong('email')}
        value={email()}
        onChange={setEmail}
      />
      <Show when={props.signIn.needsCurrentPassword}>
        <TextField
          label="Current password"
          type="password"
          autocomplete="current-password"
          required
          aria-invalid={isWrong('currentPassword')}
          value={currentPassword()}
          onChange={setCurrentPassword}
        />
      </Show>
      <TextField
        label="New password"
        hint="10 characters or more. Your other browsers are signed out."
        type="password"
        autocomplete="new-password"
        required
        aria-invalid={isWrong('newPassword')}
        value={newPassword()}
        onChange={setNewPassword}
      />
      <Show when={refusal()}>
        {(refused) => (
          <Notice tone="danger" role="alert">
            {refused().message}
          </Notice>
        )}
      </Show>
      <Button type="submit" look="primary" disabled={isSaving()} class="self-start">
        {props.signIn.hasPassword ? 'Change password' : 'Set password'}
      </Button>
    </form>
  )
}
