import { useNavigate } from '@solidjs/router'
import { createSignal } from 'solid-js'
import { useApi } from '../../graphql/api.ts'
import { useWords } from '../../i18n/words.tsx'
import { createAction } from '../../ui/create-action.ts'
import { FormCard } from '../../ui/form-card.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { spacesEn } from './spaces.en.ts'
import { createSpace, spacePath } from './spaces-requests.ts'

/** Makes a space, and opens it. */
export function NewSpace(props: { onChanged: () => Promise<void> }) {
  const api = useApi()
  const all = useWords('spaces', spacesEn)
  const words = () => all().form
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
      title={words().title}
      submit={words().submit}
      isBusy={isBusy()}
      refusal={refusal()}
      onSubmit={() => void submit()}
    >
      <TextField
        label={words().name}
        hint={words().hint}
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
