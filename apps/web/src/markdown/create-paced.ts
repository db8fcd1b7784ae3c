import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js'

/** Half of a frame at 60 Hz; layout needs the other half. */
const frameBudgetMs = 7
const chunkSize = 4

/**
 * Lets a long list onto the page bit by bit, so that opening a long answer does not freeze it: as many items per frame as
 * fit the budget. What was shown stays shown.
 */
export function createPaced<Item>(items: Accessor<readonly Item[]>): Accessor<readonly Item[]> {
  const [shown, setShown] = createSignal<readonly Item[]>([])
  let frame: number | undefined

  const showChunk = (all: readonly Item[]) => setShown(all.slice(0, shown().length + chunkSize))
  const hasMore = () => shown().length < items().length
  const showMore = () => {
    const startedAt = performance.now()
    do showChunk(items())
    while (hasMore() && performance.now() - startedAt < frameBudgetMs)
    frame = hasMore() ? requestAnimationFrame(showMore) : undefined
  }

  // Within an effect Solid renders only after it, all at once: so one chunk here, and the rest in frames of its own.
  createEffect(
    on(items, (all) => {
      showChunk(all)
      if (hasMore()) frame ??= requestAnimationFrame(showMore)
    }),
  )
  onCleanup(() => frame !== undefined && cancelAnimationFrame(frame))
  return shown
}
