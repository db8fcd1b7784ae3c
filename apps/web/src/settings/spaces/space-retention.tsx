import { createSignal } from 'solid-js'
import { useApi } from '../../graphql/api.ts'
import { useWords } from '../../i18n/words.tsx'
import { createAction } from '../../ui/create-action.ts'
import { FormCard } from '../../ui/form-card.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { spaceKeepingEn } from './space-keeping.en.ts'
import { type Space, setRetention } from './spaces-requests.ts'

type SpaceRetentionProps = { space: Space; onChanged: () => Promise<void> }

/** How long a space keeps its threads. */
export function SpaceRetention(props: SpaceRetentionProps) {
  const api = useApi()
  const all = useWords('spaceKeeping', spaceKeepingEn)
  const words = () => all().retention
  const [typed, setTyped] = createSignal<string | null>(null)
  const [saved, setSaved] = createSignal<string | null>(null)
  const shown = () => typed() ?? String(props.space.retentionDays ?? '')
  const { act, isBusy, refusal } = createAction((days: number | null) =>
    setRetention(api, { spaceId: props.space.id, days }),
  )
  const submit = async () => {
    setSaved(null)
    const days = shown().trim() === '' ? null : Number(shown())
    if (!(await act(days))) return
    setSaved(days === null ? words().kept : words().saved(days))
    await props.onChanged()
    setTyped(null)
  }
  return (
    <FormCard
      title={words().title}
      submit={words().submit}
      isBusy={isBusy()}
      refusal={refusal()}
      onSubmit={() => void submit()}
      said={saved()}
    >
      <TextField
        label={words().days}
        hint={words().hint}
        class="max-w-40"
        type="number"
        min={1}
        max={36_500}
        step={1}
        value={shown()}
        onChange={setTyped}
      />
    </FormCard>
  )
}
