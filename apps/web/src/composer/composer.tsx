import Play from 'lucide-solid/icons/play'
import { createEffect, type JSX, Show, untrack } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { composerEn } from './composer.en.ts'
import type { StartedGeneration } from './composer-requests.ts'
import { createComposer, type Follows, isKnown } from './create-composer.ts'
import { createEstimate } from './create-estimate.ts'
import { createModels } from './create-models.ts'
import { estimateInputOf } from './draft.ts'
import { EstimateLine } from './estimate-line.tsx'
import { defaultModel } from './model-options.ts'
import { ModelPicker } from './model-picker.tsx'
import { Parameters } from './parameters.tsx'
import { createPlaceChoice, PlaceChoice } from './place-choice.tsx'
import { PromptBox } from './prompt-box.tsx'
import { Refusal, Sendings } from './sendings.tsx'

type ComposerProps = {
  place: string
  placeholder: string
  follows: Follows | null
  /** That of the thread that it goes on with; null while that is not known, or when one is begun. */
  space: { id: string } | null
  /** Says what a follow-up follows. */
  note?: JSX.Element
  onStarted: (generation: StartedGeneration) => void
}

/** Where generations are started. Free for the next one as soon as one is sent. */
export function Composer(props: ComposerProps) {
  const words = useWords('composer', composerEn)
  const place = untrack(() => props.place)
  const choice = createPlaceChoice({ place, isBegun: () => props.follows !== null, space: () => props.space })
  const composer = createComposer({
    place,
    follows: () => props.follows,
    startPlace: choice.startPlace,
    onStarted: (generation) => {
      void estimate.refetch()
      props.onStarted(generation)
    },
  })
  const canSend = () => composer.draft().prompt.trim() !== '' && composer.model().trim() !== ''
  const estimate = createEstimate(() =>
    canSend() && isKnown(props.follows)
      ? estimateInputOf(composer.draft(), composer.model(), { ...props.follows, spaceId: choice.startPlace().spaceId })
      : null,
  )
  const models = createModels()

  createEffect(() => {
    const fallback = defaultModel(models.groups())
    if (composer.model() === '' && fallback && document.activeElement?.getAttribute('role') !== 'combobox') {
      composer.setModel(fallback)
    }
  })
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    composer.send()
  }

  return (
    <form class="flex flex-col gap-2" onSubmit={onSubmit}>
      <Sendings composer={composer} />
      <div class="flex flex-col gap-2 rounded-2xl border border-line bg-surface p-2.5 shadow-xs focus-within:border-line-strong">
        {props.note}
        <PromptBox
          placeholder={props.placeholder}
          isCompact={props.follows !== null}
          value={composer.draft().prompt}
          onInput={(prompt) => composer.setDraft({ ...composer.draft(), prompt })}
          onSend={composer.send}
        />
        <div class="flex items-center gap-2">
          <ModelPicker
            groups={models.groups()}
            problem={models.problem()}
            value={composer.model()}
            onChange={composer.setModel}
            onRefresh={models.refresh}
          />
          <Button type="submit" look="primary" disabled={!canSend()} title={words().startKeys}>
            <Play size={14} fill="currentColor" aria-hidden="true" />
            {words().start}
          </Button>
        </div>
        <Parameters draft={composer.draft()} onChange={composer.setDraft} />
        <PlaceChoice choice={choice} />
        <EstimateLine words={estimate.words()} />
      </div>
      <Show when={composer.refusal()}>
        {(refusal) => (
          <Notice tone="danger" role="alert">
            <Refusal refusal={refusal()} />
          </Notice>
        )}
      </Show>
    </form>
  )
}
