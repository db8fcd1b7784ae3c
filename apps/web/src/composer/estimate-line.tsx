import { Show } from 'solid-js'
import type { EstimateWords } from './estimate-words.ts'

/** What a start would cost, below what is asked. Nobody is told of it unasked: it changes while one types. */
export function EstimateLine(props: { words: EstimateWords | null }) {
  return (
    <Show when={props.words}>
      {(words) => (
        <p
          data-estimate
          class="px-1.5 text-[0.86rem]"
          classList={{ 'text-faint': !words().isHeld, 'text-warning': words().isHeld }}
        >
          {words().text}
        </p>
      )}
    </Show>
  )
}
