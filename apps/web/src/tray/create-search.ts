import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup, untrack } from 'solid-js'

/** The server is asked when somebody has stopped typing. */
const settleMs = 300

/** What is typed to search for, and said a while after. `value` is what was said last, here or elsewhere. */
export function createSearch(value: Accessor<string>, onChange: (value: string) => void) {
  const [typed, setTyped] = createSignal(untrack(value))
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  /** Shows what was said elsewhere, in place of what was typed and not said yet. */
  const take = (said: string) => {
    clearTimeout(timer)
    if (said !== typed().trim()) setTyped(said)
  }
  // What else is read to know the value may change without it: that does not take away what is being typed.
  createEffect(on(createMemo(value), take, { defer: true }))
  return {
    typed,
    take,
    say: (text: string, afterMs = settleMs) => {
      setTyped(text)
      clearTimeout(timer)
      timer = setTimeout(() => onChange(text.trim()), afterMs)
    },
  }
}

export type Search = ReturnType<typeof createSearch>
