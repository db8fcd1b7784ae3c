import { createResource, createSignal, Show } from 'solid-js'
import { useApi } from '../../graphql/api.ts'
import { useWords } from '../../i18n/words.tsx'
import { createAction } from '../../ui/create-action.ts'
import { Field } from '../../ui/field.tsx'
import { FormCard } from '../../ui/form-card.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { loadCapModels } from '../caps/caps-requests.ts'
import { modelsIn, withModel } from './model-lines.ts'
import { spaceKeepingEn } from './space-keeping.en.ts'
import { type Space, setSpaceModels } from './spaces-requests.ts'

type SpaceModelsProps = { space: Space; onChanged: () => Promise<void> }

/** Which models the partners of a space may ask there. */
export function SpaceModels(props: SpaceModelsProps) {
  const api = useApi()
  const all = useWords('spaceKeeping', spaceKeepingEn)
  const words = () => all().models
  const modes = () =>
    [
      { value: 'all', name: words().all },
      { value: 'some', name: words().some },
    ] as const
  const [typed, setTyped] = createSignal<string | null>(null)
  const [chosenMode, setMode] = createSignal<'all' | 'some' | null>(null)
  const [isSaved, setSaved] = createSignal(false)
  const mode = () => chosenMode() ?? (props.space.partnerModels === null ? 'all' : 'some')
  const shown = () => typed() ?? props.space.partnerModels?.join('\n') ?? ''
  const { act, isBusy, refusal } = createAction(() =>
    setSpaceModels(api, { spaceId: props.space.id, models: mode() === 'all' ? null : modelsIn(shown()) }),
  )
  const submit = async () => {
    setSaved(false)
    if (!(await act())) return
    setSaved(true)
    await props.onChanged()
    setTyped(null)
    setMode(null)
  }
  return (
    <FormCard
      title={words().title}
      submit={words().submit}
      isBusy={isBusy()}
      refusal={refusal()}
      onSubmit={() => void submit()}
      said={isSaved() ? words().saved : null}
    >
      <div class="grid gap-3 sm:grid-cols-2">
        <SelectField label={words().which} options={modes()} value={mode()} onChange={setMode} />
        <Show when={mode() === 'some'}>
          <Offer onChosen={(model) => setTyped(withModel(shown(), model))} />
          <div class="sm:col-span-2">
            <Field label={words().list} hint={words().hint}>
              {(id, hintId) => (
                <textarea
                  id={id}
                  aria-describedby={hintId}
                  class="input font-mono text-[0.86rem]"
                  rows={3}
                  spellcheck={false}
                  value={shown()}
                  onInput={(event) => setTyped(event.currentTarget.value)}
                />
              )}
            </Field>
          </div>
        </Show>
      </div>
    </FormCard>
  )
}

/** The models that the providers list now, so that nobody has to know how they are spelled. */
function Offer(props: { onChosen: (model: string) => void }) {
  const api = useApi()
  const all = useWords('spaceKeeping', spaceKeepingEn)
  const words = () => all().models
  const [listed] = createResource(() => loadCapModels(api).catch(() => ({ providers: [], models: [] })))
  const models = () => (listed.state === 'ready' ? listed().models : [])
  return (
    <SelectField
      label={words().offer}
      options={[{ value: '', name: words().choose }, ...models().map((id) => ({ value: id, name: id }))]}
      value=""
      onChange={(model) => model !== '' && props.onChosen(model)}
    />
  )
}
