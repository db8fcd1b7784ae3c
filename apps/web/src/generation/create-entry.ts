import { fold, type GenerationEvent, type GenerationView, hasEnded, type Position } from '@sluice/client'
import { type Accessor, batch, createSignal } from 'solid-js'
import type { GenerationStatus } from '../graphql/generated/graphql.ts'
import { makeRateMeter, type RateMeter } from './rate.ts'
import { type GenerationRow, type GenerationWithOutput, viewOfRow } from './view.ts'

/** One generation on the page: its row as queries give it, its view as events build it. */
export type Entry = {
  id: string
  row: Accessor<GenerationRow>
  view: Accessor<GenerationView>
  /** That of its view, for those whom its growing text does not concern. */
  status: Accessor<GenerationStatus>
  /** Its text as it stands: revised by people, once it has ended. */
  currentText: Accessor<string>
  /** Takes over what a revision has made of its text. */
  revise: (text: string) => void
  meter: RateMeter
  /** How far its events have come. */
  position: () => Position | null
  /** Takes over what has changed of the row. */
  changeRow: (change: Partial<GenerationRow>) => void
  /** Takes a row with its output for the truth: nothing is streamed now, or the generation has ended. */
  load: (row: GenerationWithOutput) => void
  apply: (event: GenerationEvent) => void
  dispose: () => void
}

/** Events are folded as they come and shown once per frame. */
export function createEntry(initial: GenerationWithOutput): Entry {
  const [row, setRow] = createSignal<GenerationRow>(initial)
  let newest = viewOfRow(initial, initial)
  const [view, setView] = createSignal(newest)
  const [status, setStatus] = createSignal(newest.status)
  const [revised, setRevised] = createSignal(revisedText(initial))
  const meter = makeRateMeter()
  let frame: number | undefined

  const show = () => {
    frame = undefined
    batch(() => {
      setView(() => newest)
      setStatus(newest.status)
    })
  }

  return {
    id: initial.id,
    row,
    view,
    status,
    currentText: () => revised() ?? view().text,
    revise: setRevised,
    meter,
    position: () => newest.position,
    changeRow: (change) => void setRow((known) => ({ ...known, ...change })),
    load(next) {
      setRow(() => next)
      setRevised(revisedText(next))
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
    dispose() {
      if (frame !== undefined) cancelAnimationFrame(frame)
    },
  }
}

/** Null while it goes on: its text comes by events. */
const revisedText = ({ status, currentText }: GenerationWithOutput) => (hasEnded(status) ? currentText : null)
