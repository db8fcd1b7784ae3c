import { type Accessor, onCleanup } from 'solid-js'
import type { Turn } from './tree.ts'
import type { Bounds } from './window.ts'

type Growing = {
  turns: Accessor<readonly Turn[]>
  bounds: Accessor<Bounds>
  load: (ids: readonly string[]) => Promise<void>
  set: (bounds: Bounds) => void
}

/** Lets more of a branch onto the page: first its texts, then one turn per frame, so that no frame has to lay out many. */
export function createGrowth({ turns, bounds, load, set }: Growing) {
  const leaving = new AbortController()
  onCleanup(() => leaving.abort())
  const nextFrame = () => new Promise<void>((resolve) => void requestAnimationFrame(() => resolve()))
  const grow = async (from: number, to: number) => {
    const ids = turns().map(({ id }) => id)
    const now = bounds()
    await load([...ids.slice(Math.max(0, now.from - from), now.from), ...ids.slice(now.to, now.to + to)])
    for (let turn = 0; turn < Math.max(from, to) && !leaving.signal.aborted; turn++) {
      const next = {
        from: Math.max(0, bounds().from - (turn < from ? 1 : 0)),
        to: Math.min(turns().length, bounds().to + (turn < to ? 1 : 0)),
      }
      if (next.from === bounds().from && next.to === bounds().to) return
      set(next)
      await nextFrame()
    }
  }
  return { up: (count: number) => grow(count, 0), down: (count: number) => grow(0, count) }
}
