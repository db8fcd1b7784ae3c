import RefreshCw from 'lucide-solid/icons/refresh-cw'
import { createSignal, untrack } from 'solid-js'
import { createModels } from '../composer/create-models.ts'
import type { Draft } from '../composer/draft.ts'
import { ModelPicker } from '../composer/model-picker.tsx'
import { Parameters } from '../composer/parameters.tsx'
import type { GenerationRow } from '../generation/view.ts'
import { useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import { Popover } from '../ui/popover.tsx'
import { draftOf } from './follow-up.ts'
import { threadEn } from './thread.en.ts'

type RegenerateProps = { row: GenerationRow; onStart: (draft: Draft, model: string) => void }

/** The same prompt once more: for which model, and with which parameters. */
export function Regenerate(props: RegenerateProps) {
  const words = useWords('thread', threadEn)
  return (
    <Popover label={words().regenerate} icon={<RefreshCw size={14} aria-hidden="true" />}>
      {(close) => (
        <RegenerateForm
          row={props.row}
          onStart={(draft, model) => {
            close()
            props.onStart(draft, model)
          }}
        />
      )}
    </Popover>
  )
}

function RegenerateForm(props: RegenerateProps) {
  const words = useWords('thread', threadEn)
  const models = createModels()
  const [draft, setDraft] = createSignal(untrack(() => draftOf(props.row)))
  const [model, setModel] = createSignal(untrack(() => props.row.requestedModel))
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    if (model().trim() !== '') props.onStart(draft(), model().trim())
  }
  return (
    <form class="flex flex-col gap-2.5" onSubmit={onSubmit}>
      <p class="text-[0.86rem] text-soft">{words().regenerateHint}</p>
      <ModelPicker
        groups={models.groups()}
        problem={models.problem()}
        value={model()}
        onChange={setModel}
        onRefresh={models.refresh}
      />
      <Parameters draft={draft()} onChange={setDraft} />
      <Button type="submit" look="primary" class="self-end" aria-disabled={model().trim() === ''}>
        {words().start}
      </Button>
    </form>
  )
}
