import { createUniqueId, onMount } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { Button } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import { uiEn } from './ui.en.ts'

type HandedOverProps = {
  title: string
  /** What to do with it. */
  advice: string
  value: string
  onDone: () => void
}

/** A secret that is shown this once, to be given to somebody. Takes the focus, since it does not come again. */
export function HandedOver(props: HandedOverProps) {
  const words = useWords('ui', uiEn)
  const id = createUniqueId()
  let input: HTMLInputElement | undefined
  onMount(() => {
    input?.focus()
    input?.select()
  })
  return (
    <section aria-labelledby={id} class="order-last basis-full rounded-xl bg-accent-soft px-4 py-3">
      <p id={id} class="font-medium">
        {props.title}
      </p>
      <p class="mt-0.5 text-[0.92rem] text-soft">{props.advice}</p>
      <div class="mt-2 flex flex-wrap items-center gap-2">
        <input
          ref={(element) => (input = element)}
          readOnly
          aria-label={props.title}
          class="input min-w-0 flex-1 basis-64 font-mono text-[0.86rem]"
          value={props.value}
          onFocus={(event) => event.currentTarget.select()}
        />
        <div class="flex gap-2">
          <CopyButton label={words().copy} text={() => props.value} />
          <Button size="small" onClick={() => props.onDone()}>
            {words().done}
          </Button>
        </div>
      </div>
    </section>
  )
}
