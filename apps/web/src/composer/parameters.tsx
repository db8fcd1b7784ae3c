import { Disclosure } from '../ui/disclosure.tsx'
import { Field } from '../ui/field.tsx'
import { TextField } from '../ui/text-field.tsx'
import { type Draft, describeParameters } from './draft.ts'

type ParametersProps = { draft: Draft; onChange: (draft: Draft) => void }

/** What most starts leave to the server. */
export function Parameters(props: ParametersProps) {
  const set = (change: Partial<Draft>) => props.onChange({ ...props.draft, ...change })
  return (
    <Disclosure summary="Parameters" note={describeParameters(props.draft)}>
      <div class="@container">
        <div class="grid gap-3 pb-1 @md:grid-cols-3">
          <TextField
            label="Temperature"
            inputmode="decimal"
            placeholder="Model's own"
            value={props.draft.temperature}
            onChange={(temperature) => set({ temperature })}
          />
          <TextField
            label="Max output tokens"
            inputmode="numeric"
            placeholder="Model's own"
            value={props.draft.maxOutputTokens}
            onChange={(maxOutputTokens) => set({ maxOutputTokens })}
          />
          <Field label="Reasoning effort">
            {(id) => (
              <select
                id={id}
                class="input"
                value={props.draft.reasoningEffort}
                onChange={(event) => set({ reasoningEffort: event.currentTarget.value })}
              >
                <option value="">Model's own</option>
                <option value="LOW">Low</option>
                <option value="MEDIUM">Medium</option>
                <option value="HIGH">High</option>
              </select>
            )}
          </Field>
          <div class="@md:col-span-3">
            <Field label="Instructions">
              {(id) => (
                <textarea
                  id={id}
                  class="input"
                  rows={2}
                  placeholder="How to answer: role, tone, form"
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
