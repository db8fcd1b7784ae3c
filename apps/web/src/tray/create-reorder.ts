import { type Accessor, createSignal } from 'solid-js'
import type { Outcome } from '../graphql/outcome.ts'
import { type Move, moveBefore, stepInLine } from './line-order.ts'

/** So near to an edge of the window a row that is dragged towards it scrolls the page; one that was picked up there and goes away from it does not. */
const edgePx = 72
const scrollStepPx = 14

type ReorderOptions = {
  /** What can be moved, as it stands. */
  ids: Accessor<readonly string[]>
  /** Shows the move at once, whatever the server tells meanwhile. Answers how that ends. */
  show: (move: Move) => () => void
  send: (move: Move) => Promise<Outcome<unknown>>
  onMoved: (move: Move) => void
  onRefused: (message: string) => void
  /** After either, to see how things stand. */
  after: () => Promise<void>
}

const rowsIn = (list: HTMLElement) => [...list.querySelectorAll<HTMLElement>('[data-line-id]')]

/** The row that something dropped at `y` goes before; null for the end. */
function rowBelow(list: HTMLElement, y: number): string | null {
  const below = rowsIn(list).find((row) => {
    const { top, height } = row.getBoundingClientRect()
    return y < top + height / 2
  })
  return below?.dataset['lineId'] ?? null
}

/** Reordering by steps, and by dragging a handle. */
export function createReorder(options: ReorderOptions) {
  /** What is dragged, and what it would go before. */
  const [dragged, setDragged] = createSignal<{ id: string; before: string | null } | null>(null)

  let last: Promise<unknown> = Promise.resolve()
  /** Each move was chosen in the line as the one before left it: the server hears of them in this order. */
  const inTurn = <T>(send: () => Promise<T>): Promise<T> => {
    const sent = last.then(send)
    last = sent.catch(() => undefined)
    return sent
  }

  const run = async (move: Move | null) => {
    if (!move) return
    const letGo = options.show(move)
    try {
      const outcome = await inTurn(() => options.send(move))
      if ('refused' in outcome) {
        letGo()
        options.onRefused(outcome.refused.message)
      } else options.onMoved(move)
      await options.after()
    } finally {
      letGo()
    }
  }

  /** Begins with a press on the handle; Esc lets go without a move. */
  const drag = (id: string, event: PointerEvent & { currentTarget: HTMLElement }) => {
    const list = event.currentTarget.closest<HTMLElement>('[data-line]')
    if (!list || event.button !== 0) return
    event.preventDefault()
    const handle: HTMLElement = event.currentTarget
    handle.setPointerCapture(event.pointerId)
    const ending = new AbortController()
    const { signal } = ending
    const end = () => {
      ending.abort()
      setDragged(null)
    }
    setDragged({ id, before: rowBelow(list, event.clientY) })
    let lastY = event.clientY // a finger's `movementY` is 0
    handle.addEventListener(
      'pointermove',
      ({ clientY }) => {
        const movedPx = clientY - lastY
        lastY = clientY
        if (clientY < edgePx && movedPx < 0) window.scrollBy(0, -scrollStepPx)
        else if (clientY > window.innerHeight - edgePx && movedPx > 0) window.scrollBy(0, scrollStepPx)
        setDragged({ id, before: rowBelow(list, clientY) })
      },
      { signal },
    )
    const drop = () => {
      const before = dragged()?.before ?? null
      end()
      void run(moveBefore(options.ids(), id, before))
    }
    handle.addEventListener('pointerup', drop, { signal })
    handle.addEventListener('pointercancel', end, { signal })
    window.addEventListener('keydown', ({ key }) => key === 'Escape' && end(), { signal })
  }

  return { dragged, drag, step: (id: string, step: -1 | 1) => run(stepInLine(options.ids(), id, step)) }
}
