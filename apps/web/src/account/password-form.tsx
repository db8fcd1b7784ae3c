import { createSignal, Show } from 'solid-js'
import { useApi } from '../graphql/api.ts'
import { TextInput } from '../sign-in/text-input.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
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
      <Field label="E-mail">
        {(id) => (
          <TextInput
            id={id}
            type="email"
            autocomplete="username"
            isWrong={isWrong('email')}
            value={email()}
            onChange={setEmail}
          />
        )}
      </Field>
      <Show when={props.signIn.needsCurrentPassword}>
        <Field label="Current password">
          {(id) => (
            <TextInput
              id={id}
              type="password"
              autocomplete="current-password"
              isWrong={isWrong('currentPassword')}
              value={currentPassword()}
              onChange={setCurrentPassword}
            />
          )}
        </Field>
      </Show>
      <Field label="New password" hint="10 characters or more. Your other browsers are signed out.">
        {(id) => (
          <TextInput
            id={id}
            type="password"
            autocomplete="new-password"
            isWrong={isWrong('newPassword')}
            value={newPassword()}
            onChange={setNewPassword}
          />
        )}
      </Field>
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
