import { InvalidInput } from '../invalid-input.ts'

/** A piece of a text, in UTF-16 code units: what `String.prototype.slice` takes. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A span as somebody has pointed at it: with what they saw there. */
export interface QuotedSpan extends Span {
  readonly quote: string
}

/**
 * Refuses a span that does not lie in the text, splits a character outside of the basic plane, or does not hold what it is said to.
 *
 * @throws InvalidInput with the path `start`, `end` or `quote`
 */
export function checkSpan(text: string, { start, end, quote }: QuotedSpan): void {
  if (!(Number.isInteger(start) && start >= 0 && start <= text.length)) {
    throw new InvalidInput('start', `The text has ${text.length} code units; a span begins within it.`)
  }
  if (!(Number.isInteger(end) && end >= start && end <= text.length)) {
    throw new InvalidInput(
      'end',
      `The text has ${text.length} code units; a span ends within it, and not before it begins.`,
    )
  }
  if (splitsPair(text, start)) throw new InvalidInput('start', 'The span begins in the middle of a character.')
  if (splitsPair(text, end)) throw new InvalidInput('end', 'The span ends in the middle of a character.')
  if (text.slice(start, end) !== quote) {
    throw new InvalidInput('quote', 'The span holds something else than the quote. Offsets count UTF-16 code units.')
  }
}

function splitsPair(text: string, at: number): boolean {
  return isWithin(text.charCodeAt(at - 1), 0xd800, 0xdbff) && isWithin(text.charCodeAt(at), 0xdc00, 0xdfff)
}

function isWithin(unit: number, first: number, last: number): boolean {
  return unit >= first && unit <= last
}

/** The text with something else in place of a span. */
export function splice(text: string, { start, end }: Span, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end)
}

/** What was put where in a text. */
export interface Replaced {
  readonly start: number
  readonly replaced: string
  readonly replacement: string
}

/** The text before something was put into it. */
export function unsplice(text: string, { start, replaced, replacement }: Replaced): string {
  return splice(text, { start, end: start + replacement.length }, replaced)
}

/** The text after each of these changes, which are the last ones that led to `current`, oldest first. */
export function textsAfter(current: string, changes: readonly Replaced[]): string[] {
  const texts: string[] = []
  changes.reduceRight((text, change) => {
    texts.push(text)
    return unsplice(text, change)
  }, current)
  return texts.toReversed()
}
