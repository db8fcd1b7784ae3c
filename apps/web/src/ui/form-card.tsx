import { createUniqueId, type JSX, Show } from 'solid-js'
import type { Refusal } from '../graphql/outcome.ts'
import { Button } from './button.tsx'
import { Refused } from './refused.tsx'

type FormCardProps = {
  title: string
  /** What sending it does, on its button. */
  submit: string
  isBusy: boolean
  refusal: Refusal | null
  onSubmit: () => void
  children: JSX.Element
  /** What came of it, in a line. Null until then: it is heard for sure only in an element that was there before. */
  said?: string | null
  /** What came of it, where that is more than a line. */
  result?: JSX.Element
}

/** A form under its heading, with why it was refused last; its button or Enter sends it. */
export function FormCard(props: FormCardProps) {
  const id = createUniqueId()
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    props.onSubmit()
  }
  return (
    <form
      aria-labelledby={id}
      class="flex flex-col gap-3 rounded-xl border border-line bg-surface px-4 py-3.5"
      onSubmit={onSubmit}
    >
      <h2 id={id} class="font-semibold">
        {props.title}
      </h2>
      {props.children}
      <Refused refusal={props.refusal} />
      <Button type="submit" look="primary" class="self-start" aria-disabled={props.isBusy}>
        {props.submit}
      </Button>
      <Show when={props.said !== undefined}>
        <p role="status" class="text-[0.92rem] text-soft empty:-mt-3">
          {props.said}
        </p>
      </Show>
      {props.result}
    </form>
  )
}
