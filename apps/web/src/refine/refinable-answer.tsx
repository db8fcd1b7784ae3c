import { hasEnded } from '@sluice/client'
import { createEffect, createSignal, type JSX, on, Show, Suspense, untrack } from 'solid-js'
import { createCommenting } from '../comments/create-commenting.ts'
import { FeedbackButtons } from '../feedback/feedback-buttons.tsx'
import type { Entry } from '../generation/create-entry.ts'
import type { Refining } from '../generation/refining.ts'
import { type AroundBlockProps, Markdown } from '../markdown/markdown.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { AsidesAfter, AsidesAtEnd } from './asides.tsx'
import { type AnnotationsState, createAnnotations } from './create-annotations.ts'
import { createInView } from './create-in-view.ts'
import { createMarks } from './create-marks.ts'
import { createRefining } from './create-refining.ts'
import { createSelecting } from './create-selecting.ts'
import { PassageBar } from './passage-bar.tsx'
import { RefineButtons } from './refine-buttons.tsx'
import type { Annotations } from './refine-requests.ts'

const CommentList = lazyPart(() => import('../comments/comment-list.tsx').then(({ CommentList }) => CommentList))
const FeedbackList = lazyPart(() => import('../feedback/feedback-list.tsx').then(({ FeedbackList }) => FeedbackList))
const RevisionList = lazyPart(() => import('./revision-list.tsx').then(({ RevisionList }) => RevisionList))

type RefinableAnswerProps = { entry: Entry; refining: Refining; below: JSX.Element; children: JSX.Element }

/** An answer that can be pointed at: passages of it are changed, commented on, and marked where they stand. */
export function RefinableAnswer(props: RefinableAnswerProps) {
  const { entry, refining } = untrack(() => ({ entry: props.entry, refining: props.refining }))
  const [frame, setFrame] = createSignal<HTMLElement>()
  const [root, setRoot] = createSignal<HTMLElement>()
  const isOver = () => hasEnded(entry.status())
  const isInView = createInView(frame)
  const annotations = createAnnotations(entry.id, () => isOver() && isInView() && entry.currentText() !== '')
  const state = createRefining({ entry, refining, annotations })
  const commenting = createCommenting({ state, annotations })
  const selecting = createSelecting({ state, root, isEnabled: () => isOver() && state.isKnown() })
  createMarks('passage', { root, blocks: state.blocks, spans: () => askedSpan() })
  createMarks('comment', { root, blocks: state.blocks, spans: commenting.spans })

  followRevisions(entry, annotations)

  const askedSpan = () => {
    const anchor = state.asked()?.anchor
    const span = anchor && state.place(anchor)
    return span ? [span] : []
  }
  const Around = (around: AroundBlockProps) => (
    <>
      <div data-block={around.index} hidden={state.isReplaced(around.index)}>
        {around.children}
      </div>
      <AsidesAfter state={state} commenting={commenting} index={around.index} />
    </>
  )

  return (
    <div ref={setFrame} class="flex min-w-0 flex-col gap-3">
      <Show when={state.text()}>
        <div ref={setRoot} class="relative">
          <Markdown text={state.text()} isComplete={isOver()} around={Around} />
          <Show when={state.asked()?.mode === 'offer'}>
            <PassageBar state={state} selecting={selecting} />
          </Show>
        </div>
        <AsidesAtEnd state={state} commenting={commenting} />
      </Show>
      {props.below}
      <div class="-ml-2.5 flex flex-wrap items-center gap-x-1 gap-y-1.5 text-soft">
        <Show when={isOver() && state.text()}>
          <RefineButtons state={state} selecting={selecting} commenting={commenting} />
          <FeedbackButtons id={entry.id} annotations={annotations} />
        </Show>
        {props.children}
      </div>
      <Suspense>
        <Show when={annotations.current()?.revisions.length}>
          <RevisionList state={state} revisions={annotations.current()?.revisions ?? []} />
        </Show>
        <Show when={annotations.current()?.comments.length}>
          <CommentList state={state} commenting={commenting} />
        </Show>
        <Show when={annotations.current()?.feedback.some(isWorthTelling)}>
          <FeedbackList feedback={annotations.current()?.feedback ?? []} />
        </Show>
      </Suspense>
    </div>
  )
}

/** What others have made of the text is the text wherever it is shown, and what was made of it elsewhere is asked for here. */
function followRevisions(entry: Entry, annotations: AnnotationsState) {
  const known = () => annotations.current()?.currentText
  createEffect(on(known, (text) => text !== undefined && entry.revise(text)))
  createEffect(
    on(entry.currentText, (text) => known() !== undefined && text !== known() && void annotations.refetch(), {
      defer: true,
    }),
  )
}

/** One's own thumb is seen on its button. */
const isWorthTelling = ({ isMine, note, chosenOver }: Annotations['feedback'][number]) =>
  !isMine || note !== null || chosenOver.length > 0
