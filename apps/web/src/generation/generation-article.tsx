import { hasEnded } from '@sluice/client'
import EyeOff from 'lucide-solid/icons/eye-off'
import { children, createMemo, type JSX, Match, Show, Switch } from 'solid-js'
import { useFormats, useWords } from '../i18n/words.tsx'
import { Answer } from '../refine/answer.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import type { Entry } from './create-entry.ts'
import { GenerationDetails } from './details.tsx'
import { generationEn } from './generation.en.ts'
import { countWords } from './measures.ts'
import { GenerationNotices } from './notices.tsx'
import type { Refining } from './refining.ts'
import { StatusLine } from './status-line.tsx'
import { StopButton } from './stop-button.tsx'
import { titleOf } from './words.ts'

/** Long prompts fold: people come for the answer. */
const longPrompt = 900

/** Empty is what is not shown to its viewer. */
function HiddenPrompt(props: { isInternal: boolean }) {
  const words = useWords('generation', generationEn)
  return (
    <p class="flex items-center gap-2 rounded-xl border border-dashed border-line-strong px-4 py-2.5 text-[0.92rem] text-soft">
      <EyeOff size={15} class="shrink-0" aria-hidden="true" />
      {props.isInternal ? words().promptInternal : words().promptHidden}
    </p>
  )
}

function Prompt(props: { text: string; isInternal: boolean; actions: JSX.Element }) {
  const words = useWords('generation', generationEn)
  const actions = children(() => props.actions)
  const body = () => <p class="whitespace-pre-wrap [overflow-wrap:anywhere]">{props.text}</p>
  return (
    <div class="relative rounded-xl bg-accent-soft px-4 py-3" classList={{ 'pr-12': Boolean(actions()) }}>
      <Show when={props.text.length > longPrompt} fallback={body()}>
        <Disclosure summary={words().prompt} note={titleOf(props.text, words().untitled)}>
          {body()}
        </Disclosure>
      </Show>
      <Show when={props.isInternal}>
        <p class="mt-1.5 flex items-center gap-1.5 text-[0.8rem] text-soft">
          <EyeOff size={13} class="shrink-0" aria-hidden="true" />
          {words().internalToPartners}
        </p>
      </Show>
      <div class="absolute top-1.5 right-1.5">{actions()}</div>
    </div>
  )
}

type GenerationArticleProps = {
  entry: Entry
  mayStop?: boolean
  /** At the corner of the prompt. */
  promptActions?: JSX.Element
  isEditing?: boolean
  /** Stands in place of the prompt while that is edited. */
  editor?: JSX.Element
  /** Of the answer, beside copying it. */
  actions?: JSX.Element
  /** Between the answer and its actions. */
  below?: JSX.Element
  /** Lets passages of the answer be refined. */
  refining?: Refining
  isStarting?: boolean
  /** Starts the same again. */
  onRunAgain?: (() => void) | undefined
}

/** One generation in full: what was asked, how it goes, what came. With nothing but its entry it can be read only. */
export function GenerationArticle(props: GenerationArticleProps) {
  const words = useWords('generation', generationEn)
  const formats = useFormats()
  const view = () => props.entry.view()
  const isOver = () => hasEnded(props.entry.status())
  const thinking = createMemo(() => view().thinking) // its words are counted when it grows, not whenever the answer does
  const thinkingNote = () => {
    const count = countWords(thinking())
    return words().countOfWords(count, formats().number(count))
  }
  const prompt = () => props.entry.row().prompt
  const isInternal = () => props.entry.row().isInternal

  return (
    <article
      tabIndex={-1}
      class="flex flex-col gap-3"
      aria-label={prompt() ? words().generationOf(titleOf(prompt(), words().untitled)) : words().generation}
    >
      <Switch fallback={<HiddenPrompt isInternal={isInternal()} />}>
        <Match when={props.isEditing}>{props.editor}</Match>
        <Match when={prompt()}>
          <Prompt text={prompt()} isInternal={isInternal()} actions={props.promptActions} />
        </Match>
      </Switch>
      <div
        class="flex min-h-8 flex-wrap items-center justify-between gap-2"
        classList={{ 'sticky top-(--sticky-top) z-5 -my-1 bg-page py-1': !isOver() }}
      >
        <StatusLine entry={props.entry} />
        <Show when={props.mayStop}>
          <StopButton id={props.entry.id} status={props.entry.status()} />
        </Show>
      </div>
      <Show when={thinking()}>
        <Disclosure summary={words().thinking} note={thinkingNote()}>
          <p class="max-h-80 overflow-y-auto border-l-2 border-line pl-3 text-[0.9rem] whitespace-pre-wrap text-soft">
            {thinking()}
          </p>
        </Disclosure>
      </Show>
      <GenerationNotices entry={props.entry} />
      <Answer entry={props.entry} refining={props.refining} below={props.below}>
        <Show when={props.entry.currentText()}>
          <CopyButton label={words().copy} text={() => props.entry.currentText()} />
        </Show>
        {props.actions}
      </Answer>
      <GenerationDetails entry={props.entry} isBusy={props.isStarting} onRunAgain={props.onRunAgain} />
    </article>
  )
}
