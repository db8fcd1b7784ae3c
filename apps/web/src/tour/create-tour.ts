import { createMemo, createSignal, untrack } from 'solid-js'
import { useViewer } from '../app/viewer.tsx'
import { createStoredSignal } from '../ui/stored-signal.ts'

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'

/** Whether the tour is to be shown: to each person once, and to whoever asks for it. */
export function createTour() {
  const { viewer } = useViewer()
  const viewerId = createMemo(() => viewer()?.id)
  const [isAsked, setAsked] = createSignal(false)
  /** Kept per person, since several may share a browser. */
  const seen = createMemo(() => {
    const id = viewerId()
    if (id === undefined) return null
    return createStoredSignal({ key: `sluice.tour.${id}`, initial: false, isValid: isBoolean })
  })
  return {
    isOpen: () => isAsked() || seen()?.[0]() === false,
    isAsked,
    start: () => setAsked(true),
    end() {
      setAsked(false)
      untrack(seen)?.[1](true)
    },
  }
}
