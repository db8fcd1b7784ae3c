import ThumbsDown from 'lucide-solid/icons/thumbs-down'
import ThumbsUp from 'lucide-solid/icons/thumbs-up'
import { type JSX, Show, untrack } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import type { AnnotationsState } from '../refine/create-annotations.ts'
import { WordsForm } from '../refine/words-form.tsx'
import { Refused } from '../ui/refused.tsx'
import { createFeedback } from './create-feedback.ts'
import { feedbackEn } from './feedback.en.ts'

type FeedbackButtonsProps = { id: string; annotations: AnnotationsState }

/** Thumbs, each kept at once; a note may follow. The same thumb again takes it back. */
export function FeedbackButtons(props: FeedbackButtonsProps) {
  const words = useWords('feedback', feedbackEn)
  const feedback = untrack(() => createFeedback(props))
  return (
    <>
      <Thumb
        label={words().good}
        isPressed={feedback.rating() === 'UP'}
        isBusy={feedback.isBusy()}
        onPress={() => void feedback.rate('UP')}
      >
        <ThumbsUp size={15} aria-hidden="true" fill={feedback.rating() === 'UP' ? 'currentColor' : 'none'} />
      </Thumb>
      <Thumb
        label={words().bad}
        isPressed={feedback.rating() === 'DOWN'}
        isBusy={feedback.isBusy()}
        onPress={() => void feedback.rate('DOWN')}
      >
        <ThumbsDown size={15} aria-hidden="true" fill={feedback.rating() === 'DOWN' ? 'currentColor' : 'none'} />
      </Thumb>
      <Show
        when={feedback.note() !== null && feedback.rating() !== null}
        fallback={
          <Show when={feedback.refusal()}>
            <div class="order-last basis-full">
              <Refused refusal={feedback.refusal()} />
            </div>
          </Show>
        }
      >
        <div class="order-last basis-full text-ink">
          <WordsForm
            label={feedback.rating() === 'UP' ? words().whatWasGood : words().whatWasBad}
            hint={words().hint}
            submit={words().save}
            value={feedback.note() ?? ''}
            isKept={feedback.isKept()}
            isBusy={feedback.isBusy()}
            refusal={feedback.refusal()}
            onChange={feedback.write}
            onSubmit={() => void feedback.saveNote()}
            onCancel={feedback.leaveNote}
          />
        </div>
      </Show>
    </>
  )
}

type ThumbProps = { label: string; isPressed: boolean; isBusy: boolean; onPress: () => void; children: JSX.Element }

function Thumb(props: ThumbProps) {
  return (
    <button
      type="button"
      aria-label={props.label}
      title={props.label}
      aria-pressed={props.isPressed}
      aria-disabled={props.isBusy}
      class="inline-flex size-7 shrink-0 items-center justify-center rounded-lg transition-colors hover:bg-sunken hover:text-ink"
      classList={{ 'text-accent-strong': props.isPressed }}
      onClick={() => props.onPress()}
    >
      {props.children}
    </button>
  )
}
