import './refine.css'
import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'
import { type Selected, shownParts } from './passage.ts'
import { rangeOf, shownOf } from './selected-in.ts'
import type { SourceBlock, Span } from './source-blocks.ts'

/** Names of what is marked; `refine.css` says how each looks. */
type Mark = 'passage' | 'comment'

/** One registered highlight a name holds the ranges of all answers. */
function highlightOf(mark: Mark): Highlight | null {
  if (typeof CSS === 'undefined' || !('highlights' in CSS)) return null
  const known = CSS.highlights.get(mark)
  if (known) return known
  const made = new Highlight()
  CSS.highlights.set(mark, made)
  return made
}

type Marked = {
  root: Accessor<Element | undefined>
  blocks: Accessor<readonly SourceBlock[]>
  spans: Accessor<readonly Span[]>
}

/** Marks stretches of the source where they are shown, without touching the page. Browsers that cannot, mark nothing. */
export function createMarks(mark: Mark, { root, blocks, spans }: Marked) {
  const highlight = highlightOf(mark)
  if (!highlight) return
  const version = createVersion(() => (spans().length > 0 ? root() : undefined))
  createEffect(() => {
    const within = root()
    version()
    if (!within || spans().length === 0) return
    const parts: Selected[] = spans().flatMap((span) => shownParts(blocks(), span, (index) => shownOf(within, index)))
    const ranges = parts.flatMap((part) => rangeOf(within, part) ?? [])
    for (const range of ranges) highlight.add(range)
    onCleanup(() => {
      for (const range of ranges) highlight.delete(range)
    })
  })
}

/** Counts the times that something was put into an element: blocks come bit by bit, and their colours later. */
function createVersion(element: Accessor<Element | undefined>): Accessor<number> {
  const [version, setVersion] = createSignal(0)
  let frame: number | undefined
  const bump = () => {
    frame = undefined
    setVersion((count) => count + 1)
  }
  createEffect(() => {
    const watched = element()
    if (!watched) return
    const observer = new MutationObserver(() => {
      frame ??= requestAnimationFrame(bump)
    })
    observer.observe(watched, { childList: true, subtree: true })
    onCleanup(() => observer.disconnect())
  })
  onCleanup(() => frame !== undefined && cancelAnimationFrame(frame))
  return version
}
