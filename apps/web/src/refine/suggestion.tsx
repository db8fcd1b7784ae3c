import { hasEnded } from '@sluice/client'
import { createSignal, Match, onMount, Show, Switch } from 'solid-js'
import type { Entry } from '../generation/create-entry.ts'
import { GenerationFailure } from '../generation/notices.tsx'
import { StatusLine } from '../generation/status-line.tsx'
import { StopButton } from '../generation/stop-button.tsx'
import { useWords } from '../i18n/words.tsx'
import { Markdown } from '../markdown/markdown.tsx'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Refused } from '../ui/refused.tsx'
import type { RefiningState } from './create-refining.ts'
import { DiffView } from './diff-view.tsx'
import { refineEn } from './refine.en.ts'
import { suggestedText } from './suggested-text.ts'

type SuggestionProps = { state: RefiningState; suggestion: Entry }

/** A passage as it is to become: as it is written, then as a change that waits for a yes or a no. */
export function Suggestion(props: SuggestionProps) {
  const words = useWords('refine', refineEn)
  const [showsResult, setShowsResult] = createSignal(false)
  let card: HTMLElement | undefined
  const view = () => props.suggestion.view()
  const isOver = () => hasEnded(props.suggestion.status())
  const suggested = () => suggestedText(props.state, props.suggestion)
  const isUseful = () => view().status === 'SUCCEEDED' && view().text.trim() !== ''
  const shown = () => (!isOver() || showsResult() ? 'result' : 'change')
  onMount(() => props.state.lastStarted() === props.suggestion.id && card?.focus({ preventScroll: true }))

  return (
    <div
      ref={(element) => (card = element)}
      role="group"
      tabIndex={-1}
      aria-label={words().suggestion}
      class="flex flex-col gap-2.5 rounded-xl border border-line bg-surface px-4 py-3"
    >
      <div class="flex flex-wrap items-center justify-between gap-2">
        <p class="min-w-0 flex-1 basis-60 font-medium [overflow-wrap:anywhere]">
          {words().asked(props.state.refinementOf(props.suggestion)?.instruction ?? '')}
        </p>
        <Show when={isUseful() && suggested().isPlaced && suggested().before !== suggested().after}>
          <Button look="quiet" size="small" onClick={() => setShowsResult(!showsResult())}>
            {showsResult() ? words().showChange : words().showResult}
          </Button>
        </Show>
        <Show when={!isOver()}>
          <StatusLine entry={props.suggestion} />
          <StopButton id={props.suggestion.id} status={props.suggestion.status()} />
        </Show>
      </div>
      <Switch fallback={<p class="text-soft">{words().nothingCame}</p>}>
        <Match when={(!isOver() && view().text !== '') || isUseful()}>
          <Show
            when={shown() === 'result'}
            fallback={<DiffView before={suggested().before} after={suggested().after} />}
          >
            <Markdown text={suggested().after} isComplete={isOver()} />
          </Show>
        </Match>
        <Match when={!isOver()}>
          <DiffView before={suggested().before} after={suggested().before} />
        </Match>
      </Switch>
      <GenerationFailure entry={props.suggestion} />
      <Show when={isUseful() && !suggested().isPlaced}>
        <p class="text-[0.9rem] text-warning">{words().moved}</p>
      </Show>
      <Show when={isUseful() && suggested().isPlaced && suggested().before === suggested().after}>
        <p class="text-[0.9rem] text-soft">{words().sameAgain}</p>
      </Show>
      <Show when={isOver()}>
        <Decision {...props} isUseful={isUseful()} isPlaced={suggested().isPlaced} />
      </Show>
    </div>
  )
}

function Decision(props: SuggestionProps & { isUseful: boolean; isPlaced: boolean }) {
  const words = useWords('refine', refineEn)
  const again = async () => {
    const refinement = props.state.refinementOf(props.suggestion)
    if (!refinement || !(await props.state.refuse(props.suggestion))) return
    props.state.askWith({ anchor: refinement, mode: 'change' }, refinement.instruction)
  }
  return (
    <>
      <Refused refusal={props.state.decisionRefusal(props.suggestion.id)} />
      <div class="flex flex-wrap gap-2">
        <Show when={props.isUseful && props.isPlaced}>
          <Button
            look="primary"
            size="small"
            aria-disabled={props.state.isDeciding()}
            onClick={() => void props.state.accept(props.suggestion)}
          >
            {words().accept}
          </Button>
        </Show>
        <Button
          size="small"
          aria-disabled={props.state.isDeciding()}
          onClick={() => void props.state.refuse(props.suggestion)}
        >
          {props.isUseful ? words().refuse : words().dismiss}
        </Button>
        <Show when={props.isPlaced}>
          <Button look="quiet" size="small" aria-disabled={props.state.isDeciding()} onClick={() => void again()}>
            {words().again}
          </Button>
        </Show>
        <Show when={props.isUseful && !props.isPlaced}>
          <CopyButton label={words().copy} text={() => props.suggestion.view().text} />
        </Show>
      </div>
    </>
  )
}
