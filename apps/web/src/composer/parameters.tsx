import { useFormats, useWords } from '../i18n/words.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { Field } from '../ui/field.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { TextField } from '../ui/text-field.tsx'
import { composerEn } from './composer.en.ts'
import { type Draft, describeParameters } from './draft.ts'

const efforts = ['LOW', 'MEDIUM', 'HIGH'] as const

type ParametersProps = { draft: Draft; onChange: (draft: Draft) => void }

/** What most starts leave to the server. */
export function Parameters(props: ParametersProps) {
  const words = useWords('composer', composerEn)
  const formats = useFormats()
  const set = (change: Partial<Draft>) => props.onChange({ ...props.draft, ...change })
  return (
    <Disclosure
      summary={words().parameters}
      note={describeParameters(props.draft, { words: words(), formats: formats() })}
    >
      <div class="@container">
        <div class="grid gap-3 pb-1 @md:grid-cols-3">
          <TextField
            label={words().temperature}
            inputmode="decimal"
            placeholder={words().modelsOwn}
            value={props.draft.temperature}
            onChange={(temperature) => set({ temperature })}
          />
          <TextField
            label={words().maxOutputTokens}
            inputmode="numeric"
            placeholder={words().modelsOwn}
            value={props.draft.maxOutputTokens}
            onChange={(maxOutputTokens) => set({ maxOutputTokens })}
          />
          <SelectField
            label={words().effort}
            options={[
              { value: '', name: words().modelsOwn },
              ...efforts.map((effort) => ({ value: effort, name: words().efforts[effort] })),
            ]}
            value={props.draft.reasoningEffort}
            onChange={(reasoningEffort) => set({ reasoningEffort })}
          />
          <div class="@md:col-span-3">
            <Field label={words().instructions}>
              {(id) => (
                <textarea
                  id={id}
                  class="input"
                  rows={2}
                  placeholder={words().instructionsHint}
                  value={props.draft.instructions}
                  onInput={(event) => set({ instructions: event.currentTarget.value })}
                />
              )}
            </Field>
          </div>
        </div>
      </div>
    </Disclosure>
  )
}
