import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'
import { makeBlockSplitter, type Split } from './block-splitter.ts'

/** Rendering takes at most a quarter of the time, however costly the open end has become. */
const restPerCost = 3

/**
 * The blocks of a text that grows: read once per frame at most, the last state always. The first split and the complete
 * one come at once.
 */
export function createSplit(text: Accessor<string>, isComplete: Accessor<boolean>): Accessor<Split> {
  const splitter = makeBlockSplitter()
  const [split, setSplit] = createSignal<Split>(splitter.update(text(), isComplete()))
  let frame: number | undefined
  let restUntil = 0

  const render = () => {
    frame = undefined
    const startedAt = performance.now()
    if (startedAt < restUntil && !isComplete()) return schedule()
    setSplit(splitter.update(text(), isComplete()))
    const finishedAt = performance.now()
    restUntil = finishedAt + restPerCost * (finishedAt - startedAt)
  }
  const schedule = () => {
    frame ??= requestAnimationFrame(render)
  }

  createEffect((isFirst: boolean) => {
    text()
    isComplete()
    if (!isFirst) schedule()
    return false
  }, true)
  onCleanup(() => frame !== undefined && cancelAnimationFrame(frame))
  return split
}
