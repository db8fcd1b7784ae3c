import { hasEnded } from '@sluice/client'
import { type JSX, Show } from 'solid-js'
import type { Entry } from '../generation/create-entry.ts'
import { GenerationFailure } from '../generation/notices.tsx'
import type { Refining } from '../generation/refining.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { RefinableAnswer } from './refinable-answer.tsx'

type AnswerProps = {
  entry: Entry
  /** What its thread lends it; without it the answer can only be read. */
  refining?: Refining | undefined
  /** Between the answer and its buttons. */
  below: JSX.Element
  /** The article's own buttons. */
  children: JSX.Element
}

/** What came of a generation, as it stands now, and what can be done with it. */
export function Answer(props: AnswerProps) {
  const below = () => (
    <>
      <GenerationFailure entry={props.entry} />
      {props.below}
    </>
  )
  return (
    <Show
      when={props.refining}
      fallback={
        <>
          <Show when={props.entry.currentText()}>
            {(text) => <Markdown text={text()} isComplete={hasEnded(props.entry.status())} />}
          </Show>
          {below()}
          <div class="flex flex-wrap items-center gap-x-1 gap-y-1.5 text-soft">{props.children}</div>
        </>
      }
    >
      {(refining) => (
        <RefinableAnswer entry={props.entry} refining={refining()} below={below()}>
          {props.children}
        </RefinableAnswer>
      )}
    </Show>
  )
}
