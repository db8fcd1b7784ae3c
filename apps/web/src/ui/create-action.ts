import { createSignal } from 'solid-js'
import type { Outcome, Refusal } from '../graphql/outcome.ts'

/** Where several actions tell why they were refused: each forgets, when it is begun, what another was told. */
export const createRefusal = () => createSignal<Refusal | null>(null)

/**
 * Something that a person does, one at a time: whether it is on its way, and why it was refused last. Its button is
 * `aria-disabled` meanwhile: one that is `disabled` loses the focus.
 *
 * @param told - where it is said why it was refused; default: for this one alone
 */
export function createAction<Input extends readonly unknown[], Done>(
  run: (...input: Input) => Promise<Outcome<Done>>,
  told = createRefusal(),
) {
  const [isBusy, setBusy] = createSignal(false)
  const [refusal, setRefusal] = told
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
  return {
    act,
    isBusy,
    refusal,
    /** Whoever begins anew is not told of what was refused before. */
    forget: () => void setRefusal(null),
  }
}
