import { type Accessor, createMemo } from 'solid-js'
import { useApi } from '../graphql/api.ts'
import { useWords } from '../i18n/words.tsx'
import { createReorder } from './create-reorder.ts'
import type { Tray } from './create-tray.ts'
import { isMovable, type Move, moveBefore, placesAfter } from './line-order.ts'
import { trayEn } from './tray.en.ts'
import { moveInLine } from './tray-requests.ts'

/** This person's own line, and how things move in it. `say` tells everybody what came of it. */
export function createLine({ rows, refetch }: Tray, inLine: Accessor<readonly string[]>, say: (words: string) => void) {
  const { keepShown } = rows
  const words = useWords('tray', trayEn)
  const api = useApi()
  const movable = createMemo(() => {
    rows.all()
    return inLine().filter((id) => {
      const row = rows.get(id)
      return row !== undefined && isMovable(row)
    })
  })
  const show = ({ id: moved, before }: Move) => {
    const move = moveBefore(movable(), moved, before)
    if (!move) return // it stands there already
    const inOrder = movable().flatMap((id) => rows.get(id) ?? [])
    const queues = new Map(inOrder.map(({ id, queue }) => [id, queue]))
    for (const [id, position] of placesAfter(inOrder, move)) {
      const queue = queues.get(id)
      if (queue) rows.change(id, { queue: { ...queue, position } })
    }
  }
  const reorder = createReorder({
    ids: movable,
    show: (move) => keepShown(() => show(move)),
    send: ({ id, before }) => moveInLine(api, id, before),
    onMoved: ({ id, place }) => say(words().moved(rows.get(id)?.title ?? '', place, movable().length)),
    onRefused: (message) => say(words().notMoved(message)),
    after: refetch,
  })

  return {
    /** How a row is moved; null for one that stands nowhere, or alone. */
    movesOf: (id: string) =>
      movable().length > 1 && movable().includes(id)
        ? {
            step: (step: -1 | 1) => void reorder.step(id, step),
            drag: (event: PointerEvent & { currentTarget: HTMLElement }) => reorder.drag(id, event),
          }
        : null,
    /** Whether a row is dragged, or what is dragged would go before it. */
    dragOf(id: string): 'dragged' | 'before' | null {
      const dragged = reorder.dragged()
      if (dragged?.id === id) return 'dragged'
      return dragged?.before === id ? 'before' : null
    },
  }
}
