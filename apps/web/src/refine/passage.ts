import { spanInShown, spanInSource } from './align.ts'
import type { SourceBlock, Span } from './source-blocks.ts'

/** What is selected of one block: a stretch of the text that it shows. */
export type Selected = { index: number; shown: string; span: Span }

/**
 * The stretch of the source that a selection means. Where it cannot be found exactly, and where a part of it alone would break a
 * table, the whole block is meant.
 */
export function passageOf(blocks: readonly SourceBlock[], selected: readonly Selected[]): Span | null {
  const parts = selected.flatMap((part) => {
    const block = blocks[part.index]
    return block && part.shown.slice(part.span.start, part.span.end).trim() !== '' ? [partOf(block, part)] : []
  })
  const [first] = parts
  const last = parts.at(-1)
  return first && last ? { start: first.start, end: last.end } : null
}

function partOf({ block, start, end }: SourceBlock, { shown, span }: Selected): Span {
  const whole = { start, end }
  if (shown.slice(0, span.start).trim() === '' && shown.slice(span.end).trim() === '') return whole
  const found = block.code ? inCode(block.source, block.code.text, span) : spanInSource(block.source, shown, span)
  if (!found || (block.kind === 'table' && /[|\n]/.test(block.source.slice(found.start, found.end)))) return whole
  // Lines that end in CRLF make offsets within a block uncertain: they are counted with LF here.
  if (end - start !== block.source.trimEnd().length) return whole
  return { start: start + found.start, end: start + found.end }
}

/** Where the code of a listing begins in its source; -1 where that is indented. Above it may be the name of its language. */
const codeAt = (source: string, code: string): number =>
  source.indexOf(code, /^ {0,3}(?:```|~~~)/.test(source) ? source.indexOf('\n') : 0)

/** A listing is shown as it is written, between its fences. */
function inCode(source: string, code: string, span: Span): Span | null {
  const at = codeAt(source, code)
  return at === -1 || code === '' ? null : { start: at + span.start, end: at + Math.min(span.end, code.length) }
}

/** Where a stretch of the source is shown, block by block: to be marked there. */
export function shownParts(
  blocks: readonly SourceBlock[],
  passage: Span,
  shownOf: (index: number) => string,
): Selected[] {
  return blocks.flatMap((block, index) => {
    if (block.end <= passage.start || block.start >= passage.end) return []
    const shown = shownOf(index)
    return [{ index, shown, span: shownPart(block, passage, shown) ?? { start: 0, end: shown.length } }]
  })
}

function shownPart({ block, start, end }: SourceBlock, passage: Span, shown: string): Span | null {
  if (passage.start <= start && passage.end >= end) return null
  const length = block.source.trimEnd().length
  if (end - start !== length) return null
  const within = { start: Math.max(0, passage.start - start), end: Math.min(length, passage.end - start) }
  if (!block.code) return spanInShown(block.source, shown, within)
  const at = codeAt(block.source, block.code.text)
  return at === -1 ? null : { start: Math.max(0, within.start - at), end: Math.max(0, within.end - at) }
}

/** The blocks that a stretch of the source touches, first and last. */
export function blocksOf(blocks: readonly SourceBlock[], { start, end }: Span): { first: number; last: number } | null {
  const first = blocks.findIndex((block) => block.end > start)
  const last = blocks.findLastIndex((block) => block.start < end)
  return first === -1 || last < first ? null : { first, last }
}
