import { type Accessor, batch, createSignal } from 'solid-js'
import type { Outcome } from '../graphql/outcome.ts'
import { type Move, moveBefore, stepInLine } from './line-order.ts'

/** So near to an edge of the window a dragged row scrolls the page. */
const edgePx = 72
const scrollStepPx = 14

type ReorderOptions = {
  /** What can be moved, as it stands. */
  ids: Accessor<readonly string[]>
  /** Shows the move at once. */
  show: (move: Move) => void
  send: (move: Move) => Promise<Outcome<unknown>>
  onMoved: (move: Move) => void
  onRefused: (message: string) => void
  /** After either, to see how things stand. */
  after: () => void
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

  const run = async (move: Move | null) => {
    if (!move) return
    batch(() => options.show(move))
    const outcome = await options.send(move)
    if ('refused' in outcome) options.onRefused(outcome.refused.message)
    else options.onMoved(move)
    options.after()
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
    handle.addEventListener(
      'pointermove',
      ({ clientY }) => {
        if (clientY < edgePx) window.scrollBy(0, -scrollStepPx)
        else if (clientY > window.innerHeight - edgePx) window.scrollBy(0, scrollStepPx)
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
