import { type Skeleton, skeletonOfShown, skeletonOfSource } from './skeleton.ts'
import type { Span } from './source-blocks.ts'

/**
 * Where a stretch of what a block shows stands in its source; null when that cannot be said exactly. Both are found by their
 * letters: what may be markup is passed over, and at the edges taken along where it belongs to the passage.
 */
export function spanInSource(source: string, shown: string, { start, end }: Span): Span | null {
  const from = skeletonOfShown(shown)
  const to = skeletonOfSource(source)
  const letters = lettersWithin(from, { start, end })
  const first = letters && counterpart(from.letters, to.letters, letters)
  if (!letters || first === null) return null
  const count = letters.end - letters.start
  const found = { start: to.starts[first] ?? 0, end: to.ends[first + count - 1] ?? source.length }
  return balance(source, withShownEdges(source, found, shown.slice(start, end)))
}

/** Where a stretch of a block's source is shown; null when that cannot be said exactly. */
export function spanInShown(source: string, shown: string, span: Span): Span | null {
  const from = skeletonOfSource(source)
  const to = skeletonOfShown(shown)
  const letters = lettersWithin(from, span)
  const first = letters && counterpart(from.letters, to.letters, letters)
  if (!letters || first === null) return null
  const last = first + letters.end - letters.start - 1
  return { start: to.starts[first] ?? 0, end: to.ends[last] ?? shown.length }
}

function lettersWithin({ starts, ends }: Skeleton, span: Span): Span | null {
  const start = starts.findIndex((at) => at >= span.start)
  const end = ends.findLastIndex((at) => at <= span.end) + 1
  return start === -1 || end <= start ? null : { start, end }
}

/** Where these letters of one skeleton begin in the other: the same place, or the same of equally many occurrences. */
function counterpart(from: string, to: string, letters: Span): number | null {
  if (from === to) return letters.start
  const quote = from.slice(letters.start, letters.end)
  const here = occurrences(from, quote)
  const there = occurrences(to, quote)
  return here.length === there.length ? (there[here.indexOf(letters.start)] ?? null) : null
}

function occurrences(text: string, quote: string): number[] {
  const found: number[] = []
  for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1)) found.push(at)
  return found
}

/** Signs that were dropped for comparing, and yet are selected: the brackets of `a[1]`. */
function withShownEdges(source: string, span: Span, selected: string): Span {
  const quote = selected.trim()
  let { start, end } = span
  for (let length = 1; length < quote.length; length += 1) {
    const tail = quote.slice(-length)
    if (/[\p{L}\p{N}\s]/u.test(tail)) break
    if (source.startsWith(tail, end)) end += length
    else if (!source.slice(start, end).endsWith(tail)) continue
    break
  }
  const head = /^[^\p{L}\p{N}\s]+/u.exec(quote)?.[0] ?? ''
  if (head && !source.startsWith(head, start) && source.slice(0, start).endsWith(head)) start -= head.length
  return { start, end }
}

const marksBefore = /[*_~`[!]+$/
const marksAfter = /^(?:[*_~`]|\]\([^()]*\))+/

/** The span, or the least larger one that leaves no mark without its partner; null when there is none. */
function balance(source: string, span: Span): Span | null {
  const start = span.start - (marksBefore.exec(source.slice(0, span.start))?.[0].length ?? 0)
  const end = span.end + (marksAfter.exec(source.slice(span.end))?.[0].length ?? 0)
  const candidates = [span, { ...span, start }, { ...span, end }, { start, end }]
  return candidates.find((candidate) => isBalanced(source.slice(candidate.start, candidate.end))) ?? null
}

/** Underscores within a word are letters, and so is a star with blanks on both sides. */
const marks = /`+|~~|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])|(?<=\S)\*+|\*+(?=\S)/gu

function isBalanced(markdown: string): boolean {
  const open: string[] = []
  for (const [mark] of markdown.matchAll(marks)) {
    if (open.at(-1) === mark) open.pop()
    else open.push(mark)
  }
  const count = (sign: RegExp) => markdown.match(sign)?.length ?? 0
  return open.length === 0 && count(/\[/g) === count(/\]/g) && count(/\]\(/g) === count(/\]\([^()]*\)/g)
}
