import type { Span } from './source-blocks.ts'

/** What was changed: a stretch of the text before it, and what stands there since. */
export type Change = Span & { number: number; replacement: string }

/** A stretch of the text as it was after revision `revision` (0: as the model wrote it), and what stood there. */
export type Anchor = Span & { revision: number; quote: string }

/** A text as it stands, and how it came to be that. */
export type Revised = { text: string; revisions: readonly Change[] }

/** Where an anchor stands in the text of today; null when that was itself changed since. */
export function placeOf(anchor: Anchor, { text, revisions }: Revised): Span | null {
  const { start, end, revision, quote } = anchor
  const isKnown = revision === 0 || revisions.some(({ number }) => number === revision)
  const carried = isKnown ? carrySpan({ start, end }, revision, revisions) : null
  if (carried && text.slice(carried.start, carried.end) === quote) return carried
  return isKnown ? null : onlyPlaceOf(quote, text)
}

/** A revision that was taken back is not told of any more: what was said then is found by its words, if they are there once. */
function onlyPlaceOf(quote: string, text: string): Span | null {
  const start = text.indexOf(quote)
  return start === -1 || quote === '' || text.includes(quote, start + 1) ? null : { start, end: start + quote.length }
}

function carrySpan(span: Span, revision: number, changes: readonly Change[]): Span | null {
  let carried = span
  for (const change of changes) {
    if (change.number <= revision || change.start >= carried.end) continue
    if (change.end > carried.start) return null
    const growth = change.replacement.length - (change.end - change.start)
    carried = { start: carried.start + growth, end: carried.end + growth }
  }
  return carried
}
