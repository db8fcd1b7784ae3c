import { type Block, makeBlockSplitter } from '../markdown/block-splitter.ts'

/** A stretch of a text in UTF-16 code units, as the server counts them. */
export type Span = { start: number; end: number }

/** A block of rendered Markdown and where its source stands; the blank lines after it are left out. */
export type SourceBlock = Span & { block: Block }

/** The blocks of a whole text, in the order in which they are on the page. */
export function sourceBlocks(text: string): SourceBlock[] {
  const toStored = storedOffsets(text)
  let from = 0
  return makeBlockSplitter()
    .update(text, true)
    .settled.map((block) => {
      const start = toStored(from)
      const end = toStored(from + block.source.trimEnd().length)
      from += block.source.length
      return { start, end, block }
    })
}

/** Blocks are counted with LF; the stored text may have CRLF. */
function storedOffsets(text: string): (offset: number) => number {
  if (!text.includes('\r\n')) return (offset) => offset
  const carriageReturns: number[] = []
  for (const { index } of text.matchAll(/\r\n/g)) carriageReturns.push(index - carriageReturns.length)
  return (offset) => {
    const first = carriageReturns.findIndex((at) => at >= offset)
    return offset + (first === -1 ? carriageReturns.length : first)
  }
}
