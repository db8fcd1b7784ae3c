import { hasEnded } from '@sluice/client'
import EyeOff from 'lucide-solid/icons/eye-off'
import RotateCcw from 'lucide-solid/icons/rotate-ccw'
import { Show } from 'solid-js'
import { Markdown } from '../markdown/markdown.tsx'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import type { Entry } from './create-entry.ts'
import { GenerationDetails } from './details.tsx'
import { countWords } from './measures.ts'
import { GenerationFailure, GenerationNotices } from './notices.tsx'
import { StatusLine } from './status-line.tsx'
import { StopButton } from './stop-button.tsx'
import { titleOf } from './words.ts'

/** Long prompts fold: people come for the answer. */
const longPrompt = 900

/** Empty is what is not shown to its viewer. */
function HiddenPrompt(props: { isInternal: boolean }) {
  return (
    <p class="flex items-center gap-2 rounded-xl border border-dashed border-line-strong px-4 py-2.5 text-[0.92rem] text-soft">
      <EyeOff size={15} class="shrink-0" aria-hidden="true" />
      {props.isInternal ? 'The prompt is internal, and not shown to you.' : 'Prompt not shown'}
    </p>
  )
}

function Prompt(props: { text: string; isInternal: boolean }) {
  const body = () => <p class="whitespace-pre-wrap [overflow-wrap:anywhere]">{props.text}</p>
  return (
    <div class="rounded-xl bg-accent-soft px-4 py-3">
      <Show when={props.text.length > longPrompt} fallback={body()}>
        <Disclosure summary="Prompt" note={titleOf(props.text)}>
          {body()}
        </Disclosure>
      </Show>
      <Show when={props.isInternal}>
        <p class="mt-1.5 flex items-center gap-1.5 text-[0.8rem] text-soft">
          <EyeOff size={13} class="shrink-0" aria-hidden="true" />
          Internal: partners do not see this prompt.
        </p>
      </Show>
    </div>
  )
}

/** Without `mayStop` and `onRetry` it can be read only. */
type GenerationArticleProps = { entry: Entry; mayStop?: boolean; isRetrying?: boolean; onRetry?: () => void }

/** One generation in full: what was asked, how it goes, what came. */
export function GenerationArticle(props: GenerationArticleProps) {
  const view = () => props.entry.view()
  const isOver = () => hasEnded(view().status)
  const prompt = () => props.entry.row().prompt
  const canRetry = () => props.onRetry && prompt() !== '' && isOver() && view().status !== 'SUCCEEDED'

  return (
    <article class="flex flex-col gap-3" aria-label={prompt() ? `Generation: ${titleOf(prompt())}` : 'Generation'}>
      <Show when={prompt()} fallback={<HiddenPrompt isInternal={props.entry.row().isInternal} />}>
        <Prompt text={prompt()} isInternal={props.entry.row().isInternal} />
      </Show>
      <div
        class="flex min-h-8 flex-wrap items-center justify-between gap-2"
        classList={{ 'sticky top-13 z-5 -my-1 bg-page py-1': !isOver() }}
      >
        <StatusLine entry={props.entry} />
        <Show when={props.mayStop}>
          <StopButton id={props.entry.id} status={view().status} />
        </Show>
      </div>
      <Show when={view().thinking}>
        <Disclosure summary="Thinking" note={`${countWords(view().thinking).toLocaleString('en')} words`}>
          <p class="max-h-80 overflow-y-auto border-l-2 border-line pl-3 text-[0.9rem] whitespace-pre-wrap text-soft">
            {view().thinking}
          </p>
        </Disclosure>
      </Show>
      <GenerationNotices entry={props.entry} />
      <Show when={view().text}>
        <Markdown text={view().text} isComplete={isOver()} />
      </Show>
      <GenerationFailure entry={props.entry} />
      <div class="flex flex-wrap items-start gap-2 text-soft">
        <Show when={canRetry()}>
          <Button size="small" disabled={props.isRetrying} onClick={() => props.onRetry?.()}>
            <RotateCcw size={14} aria-hidden="true" />
            Retry
          </Button>
        </Show>
        <Show when={view().text}>
          <CopyButton label="Copy as Markdown" text={() => view().text} />
        </Show>
        <GenerationDetails entry={props.entry} />
      </div>
    </article>
  )
}
