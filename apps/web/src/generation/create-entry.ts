import { type Accessor, createSignal } from 'solid-js'
import type { GenerationEvent } from '../graphql/watch-generation.ts'
import { fold, type GenerationView } from './fold.ts'
import { makeRateMeter, type RateMeter } from './rate.ts'
import { type GenerationRow, type GenerationWithOutput, viewOfRow } from './view.ts'

/** A short gap is nobody's business. */
const lostAfterMs = 2_000

/** One generation on the page: its row as queries give it, its view as events build it. */
export type Entry = {
  id: string
  row: Accessor<GenerationRow>
  view: Accessor<GenerationView>
  isConnectionLost: Accessor<boolean>
  meter: RateMeter
  setRow: (row: GenerationRow) => void
  /** Takes a row with its output for the truth: nothing is streamed now, or the generation has ended. */
  load: (row: GenerationWithOutput) => void
  apply: (event: GenerationEvent) => void
  setConnected: (isConnected: boolean) => void
  dispose: () => void
}

/** Events are folded as they come and shown once per frame. */
export function createEntry(initial: GenerationWithOutput): Entry {
  const [row, setRow] = createSignal<GenerationRow>(initial)
  let newest = viewOfRow(initial, initial)
  const [view, setView] = createSignal(newest)
  const [isConnectionLost, setConnectionLost] = createSignal(false)
  const meter = makeRateMeter()
  let frame: number | undefined
  let lostTimer: ReturnType<typeof setTimeout> | undefined

  const show = () => {
    frame = undefined
    setView(() => newest)
  }

  return {
    id: initial.id,
    row,
    view,
    isConnectionLost,
    meter,
    setRow: (next) => void setRow(() => next),
    load(next) {
      setRow(() => next)
      newest = { ...viewOfRow(next, next), notices: newest.notices }
      show()
    },
    apply(event) {
      if (event.__typename === 'TextDelta' || event.__typename === 'ThinkingDelta') {
        meter.add(event.text.length, performance.now())
      }
      newest = fold(newest, event)
      frame ??= requestAnimationFrame(show)
    },
    setConnected(isConnected) {
      // Failed attempts come one after the other; the time without a connection counts from the first.
      if (!isConnected) lostTimer ??= setTimeout(() => setConnectionLost(true), lostAfterMs)
      else {
        clearTimeout(lostTimer)
        lostTimer = undefined
        setConnectionLost(false)
      }
    },
    dispose() {
      clearTimeout(lostTimer)
      if (frame !== undefined) cancelAnimationFrame(frame)
    },
  }
}
