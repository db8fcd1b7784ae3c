import { type JSX, onMount, untrack } from 'solid-js'
import type { Refusal } from '../graphql/outcome.ts'
import { useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Refused } from '../ui/refused.tsx'
import { refineEn } from './refine.en.ts'

type WordsFormProps = {
  label: string
  hint?: string
  submit: string
  value: string
  isBusy: boolean
  refusal: Refusal | null
  /** It was there before the page was loaded: then it stays out of the way of what the page is opened for. */
  isKept?: boolean
  onChange: (value: string) => void
  onSubmit: () => void
  onCancel: () => void
  /** What else there is to choose, beside its buttons. */
  children?: JSX.Element
}

/** A few words about a passage, below it. Takes the focus when it is opened; Ctrl+Enter sends it, Esc leaves it. */
export function WordsForm(props: WordsFormProps) {
  const words = useWords('refine', refineEn)
  let area: HTMLTextAreaElement | undefined
  onMount(() => {
    if (untrack(() => props.isKept)) return
    area?.focus()
    area?.setSelectionRange(area.value.length, area.value.length)
    untrack(() => area?.form)?.scrollIntoView({ block: 'nearest' })
  })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return
    if (event.key === 'Escape') props.onCancel()
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) props.onSubmit()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    props.onSubmit()
  }
  return (
    <form
      aria-label={props.label}
      class="flex flex-col gap-2 rounded-xl border border-line bg-raised px-3.5 py-3 shadow-sm"
      onSubmit={onSubmit}
    >
      <Field label={props.label} hint={props.hint}>
        {(id, hintId) => (
          <textarea
            ref={(element) => (area = element)}
            id={id}
            aria-describedby={hintId}
            rows={2}
            maxLength={4_000}
            class="input field-sizing-content max-h-60 resize-y"
            value={props.value}
            onInput={(event) => props.onChange(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
        )}
      </Field>
      <Refused refusal={props.refusal} />
      <div class="flex flex-wrap items-center gap-2">
        <Button type="submit" look="primary" size="small" aria-disabled={props.isBusy || props.value.trim() === ''}>
          {props.submit}
        </Button>
        <Button look="quiet" size="small" onClick={() => props.onCancel()}>
          {words().cancel}
        </Button>
        {props.children}
      </div>
    </form>
  )
}
