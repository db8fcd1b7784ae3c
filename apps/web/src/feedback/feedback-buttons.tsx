import ThumbsDown from 'lucide-solid/icons/thumbs-down'
import ThumbsUp from 'lucide-solid/icons/thumbs-up'
import { createSignal, type JSX, Show } from 'solid-js'
import { useApi } from '../graphql/api.ts'
import { useWords } from '../i18n/words.tsx'
import type { AnnotationsState } from '../refine/create-annotations.ts'
import { WordsForm } from '../refine/words-form.tsx'
import { createAction } from '../ui/create-action.ts'
import { Refused } from '../ui/refused.tsx'
import { feedbackEn } from './feedback.en.ts'
import { giveFeedback } from './feedback-requests.ts'

type Rating = 'UP' | 'DOWN'
type FeedbackButtonsProps = { id: string; annotations: AnnotationsState }

/** Thumbs, each kept at once; a note may follow. The same thumb again takes it back. */
export function FeedbackButtons(props: FeedbackButtonsProps) {
  const api = useApi()
  const words = useWords('feedback', feedbackEn)
  const [note, setNote] = createSignal<string | null>(null)
  const mine = () => props.annotations.current()?.feedback.find(({ isMine }) => isMine)
  const rating = () => mine()?.rating ?? null
  const giving = createAction((input: { rating: Rating | null; note: string | null }) =>
    giveFeedback(api, { id: props.id, ...input }),
  )
  const rate = async (wanted: Rating) => {
    const isTakenBack = rating() === wanted
    if (!(await giving.act({ rating: isTakenBack ? null : wanted, note: null }))) return
    await props.annotations.refetch()
    setNote(isTakenBack ? null : '')
  }
  const saveNote = async () => {
    const kept = rating()
    const said = note()?.trim()
    if (!said || (kept !== 'UP' && kept !== 'DOWN')) return
    if (!(await giving.act({ rating: kept, note: said }))) return
    setNote(null)
    await props.annotations.refetch()
  }
  return (
    <>
      <Thumb
        label={words().good}
        isPressed={rating() === 'UP'}
        isBusy={giving.isBusy()}
        onPress={() => void rate('UP')}
      >
        <ThumbsUp size={15} aria-hidden="true" fill={rating() === 'UP' ? 'currentColor' : 'none'} />
      </Thumb>
      <Thumb
        label={words().bad}
        isPressed={rating() === 'DOWN'}
        isBusy={giving.isBusy()}
        onPress={() => void rate('DOWN')}
      >
        <ThumbsDown size={15} aria-hidden="true" fill={rating() === 'DOWN' ? 'currentColor' : 'none'} />
      </Thumb>
      <Show
        when={note() !== null && rating() !== null}
        fallback={
          <Show when={giving.refusal()}>
            <div class="order-last basis-full">
              <Refused refusal={giving.refusal()} />
            </div>
          </Show>
        }
      >
        <div class="order-last basis-full text-ink">
          <WordsForm
            label={rating() === 'UP' ? words().whatWasGood : words().whatWasBad}
            hint={words().hint}
            submit={words().save}
            value={note() ?? ''}
            isBusy={giving.isBusy()}
            refusal={giving.refusal()}
            onChange={setNote}
            onSubmit={() => void saveNote()}
            onCancel={() => setNote(null)}
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
