import { createSignal } from 'solid-js'
import type { Outcome, Refusal } from '../graphql/outcome.ts'

/**
 * Something that a person does, one at a time: whether it is on its way, and why it was refused last. Its button is
 * `aria-disabled` meanwhile: one that is `disabled` loses the focus.
 */
export function createAction<Input extends readonly unknown[], Done>(run: (...input: Input) => Promise<Outcome<Done>>) {
  const [isBusy, setBusy] = createSignal(false)
  const [refusal, setRefusal] = createSignal<Refusal | null>(null)
  /** Answers null when it was refused, or when the one before is still on its way. */
  const act = async (...input: Input): Promise<Done | null> => {
    if (isBusy()) return null
    setRefusal(null)
    setBusy(true)
    try {
      const outcome = await run(...input)
      if ('done' in outcome) return outcome.done
      setRefusal(outcome.refused)
      return null
    } finally {
      setBusy(false)
    }
  }
  return { act, isBusy, refusal }
}
