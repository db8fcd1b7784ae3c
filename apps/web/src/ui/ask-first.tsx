import { createSignal, onMount, Show } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { Button } from './button.tsx'
import { handOnFocus } from './hand-on-focus.ts'
import { uiEn } from './ui.en.ts'

type AskFirstProps = {
  /** What is done, in a word. */
  label: string
  /** To what, for those who hear the button without its row. */
  of: string
  /** What comes of it. */
  question: string
  keep?: string
  isBusy?: boolean
  onConfirm: () => void
}

/** A button that takes something away, and asks where it stands before it does. */
export function AskFirst(props: AskFirstProps) {
  const words = useWords('ui', uiEn)
  const [isAsking, setAsking] = createSignal(false)
  let button: HTMLButtonElement | undefined
  const leave = () => {
    setAsking(false)
    button?.focus()
  }
  return (
    <Show
      when={isAsking()}
      fallback={
        <Button
          ref={(element) => (button = element)}
          look="quiet"
          size="small"
          aria-label={words().deed(props.label, props.of)}
          aria-disabled={props.isBusy}
          onClick={() => setAsking(true)}
        >
          {props.label}
        </Button>
      }
    >
      <Question {...props} onKeep={leave} />
    </Show>
  )
}

function Question(props: AskFirstProps & { onKeep: () => void }) {
  const words = useWords('ui', uiEn)
  let keep: HTMLButtonElement | undefined
  /** The row may go, and the focus with it: a list keeps it; elsewhere it is handed on when this goes. */
  const confirm = (button: HTMLElement) => {
    button.closest('ul')?.focus({ preventScroll: true })
    props.onConfirm()
  }
  onMount(() => keep?.focus())
  return (
    <div
      role="group"
      aria-label={props.question}
      class="order-last flex basis-full flex-wrap items-center gap-x-3 gap-y-2 rounded-lg bg-danger-soft px-3 py-2"
      onKeyDown={(event) => event.key === 'Escape' && props.onKeep()}
    >
      <p class="min-w-0 flex-1 basis-60 text-[0.92rem]">{props.question}</p>
      <div class="flex gap-2">
        <Button
          ref={handOnFocus}
          look="danger"
          size="small"
          aria-disabled={props.isBusy}
          onClick={(event) => confirm(event.currentTarget)}
        >
          {props.label}
        </Button>
        <Button ref={(element) => (keep = element)} size="small" onClick={() => props.onKeep()}>
          {props.keep ?? words().keep}
        </Button>
      </div>
    </div>
  )
}
