import { useNavigate } from '@solidjs/router'
import { createSignal } from 'solid-js'
import { useApi } from '../../graphql/api.ts'
import { createAction } from '../../ui/create-action.ts'
import { FormCard } from '../../ui/form-card.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { createSpace, spacePath } from './spaces-requests.ts'

/** Makes a space, and opens it. */
export function NewSpace(props: { onChanged: () => Promise<void> }) {
  const api = useApi()
  const navigate = useNavigate()
  const [name, setName] = createSignal('')
  const { act, isBusy, refusal } = createAction((wanted: string) => createSpace(api, wanted))
  const submit = async () => {
    const made = await act(name())
    if (!made?.space) return
    await props.onChanged()
    navigate(spacePath(made.space.id))
  }
  return (
    <FormCard
      title="Make a space"
      submit="Make space"
      isBusy={isBusy()}
      refusal={refusal()}
      onSubmit={() => void submit()}
    >
      <TextField
        label="Name"
        hint="What its people will call it. You become its owner."
        class="max-w-md"
        required
        maxLength={100}
        autocomplete="off"
        value={name()}
        onChange={setName}
      />
    </FormCard>
  )
}
