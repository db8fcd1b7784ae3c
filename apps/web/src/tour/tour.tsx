import { createEffect, createSignal, createUniqueId, onCleanup, onMount, Show } from 'solid-js'
import { useWords } from '../i18n/words.tsx'
import { Button } from '../ui/button.tsx'
import { tourEn } from './tour.en.ts'

/** What each step speaks of, so that it can be shown on the page. */
const steps = [
  { name: 'ask', of: ':has(> [data-composer-prompt])' },
  { name: 'return', of: '[data-tour="tray"]' },
  { name: 'find', of: '[data-tour="palette"]' },
] as const

/** Marks what is spoken of, if it is on the page. */
function point(selector: string) {
  const found = document.querySelector(selector)
  found?.setAttribute('data-pointed-at', '')
  onCleanup(() => found?.removeAttribute('data-pointed-at'))
}

/** Three steps above the view. Nothing waits for them, and what they speak of can be used meanwhile. */
export function Tour(props: { takesFocus: boolean; onEnd: () => void }) {
  const words = useWords('tour', tourEn)
  const titleId = createUniqueId()
  const [index, setIndex] = createSignal(0)
  const step = () => steps[index()] ?? steps[0]
  const isLast = () => index() === steps.length - 1
  let next: HTMLButtonElement | undefined
  onMount(() => props.takesFocus && next?.focus())
  createEffect(() => point(step().of))
  return (
    <section
      aria-labelledby={titleId}
      class="mb-5 rounded-2xl bg-accent-soft px-4 py-3.5 sm:px-5"
      onKeyDown={(event) => event.key === 'Escape' && props.onEnd()}
    >
      <div class="flex items-baseline justify-between gap-3 text-[0.8rem] font-medium text-soft">
        <p id={titleId}>{words().label}</p>
        <p>{words().progress(index() + 1, steps.length)}</p>
      </div>
      <div aria-live="polite" class="mt-1">
        <h2 class="font-semibold">{words().steps[step().name].title}</h2>
        <p class="mt-0.5 max-w-prose text-[0.92rem]">{words().steps[step().name].text}</p>
      </div>
      <div class="mt-2.5 flex gap-2">
        <Button
          ref={(element) => (next = element)}
          size="small"
          look="primary"
          onClick={() => (isLast() ? props.onEnd() : setIndex(index() + 1))}
        >
          {isLast() ? words().finish : words().next}
        </Button>
        <Show when={!isLast()}>
          <Button size="small" look="quiet" onClick={() => props.onEnd()}>
            {words().skip}
          </Button>
        </Show>
      </div>
    </section>
  )
}
