import type { SourceBlock, Span } from '../refine/source-blocks.ts'
import { pairParagraphs } from './pair-paragraphs.ts'

/** A stretch of a text, and what is to stand there. */
export type Replacement = Span & { quote: string; replacement: string }

/** A text with its blocks. */
export type Paragraphs = { text: string; blocks: readonly SourceBlock[] }

const sourcesOf = ({ text, blocks }: Paragraphs) => blocks.map(({ start, end }) => text.slice(start, end))

/**
 * How a text comes to have each paragraph of another one: in place of the paragraph that it stands for, else after the one before
 * it. Null for those that it has already.
 */
export function paragraphsToTake(into: Paragraphs, from: Paragraphs): (Replacement | null)[] {
  const olds = sourcesOf(into)
  const news = sourcesOf(from)
  const pairs = pairParagraphs(olds, news)
  return news.map((taken, index) => {
    const paired = pairs[index] ?? null
    if (paired !== null) return olds[paired] === taken ? null : replace(into, paired, taken)
    const before = pairs.slice(0, index).findLast((pair) => pair !== null) ?? null
    if (before !== null) return replace(into, before, `${olds[before]}\n\n${taken}`)
    return replace(into, 0, `${taken}\n\n${olds[0] ?? ''}`)
  })
}

function replace({ text, blocks }: Paragraphs, index: number, replacement: string): Replacement | null {
  const block = blocks[index]
  if (!block) return null
  const { start, end } = block
  return { start, end, quote: text.slice(start, end), replacement }
}
