import type { Selected } from './passage.ts'
import type { Span } from './source-blocks.ts'

/** Marks the elements that show one block each; its value is the block's index. */
const blockSelector = '[data-block]'

/** What of a block is its text: of a listing the listing alone, without what stands above it. */
const bodyOf = (block: Element): Element => block.querySelector(':scope > div > pre[role="group"] > code') ?? block

const blockAt = (root: Element, index: number) => root.querySelector<HTMLElement>(`[data-block="${index}"]`)

/** The text that a block shows; empty when it is not on the page yet. */
export function shownOf(root: Element, index: number): string {
  const block = blockAt(root, index)
  return block ? (bodyOf(block).textContent ?? '') : ''
}

/** What is selected within `root`, block by block. */
export function selectedIn(root: Element, range: Range): Selected[] {
  return Array.from(root.querySelectorAll<HTMLElement>(blockSelector)).flatMap((block) => {
    const body = bodyOf(block)
    if (!range.intersectsNode(body)) return []
    const shown = body.textContent ?? ''
    const span = { start: lengthUntil(body, range, 'start'), end: lengthUntil(body, range, 'end') }
    return [{ index: Number(block.dataset['block']), shown, span }]
  })
}

/** How much of a body stands before one end of a range. */
function lengthUntil(body: Element, range: Range, side: 'start' | 'end'): number {
  const before = document.createRange()
  before.selectNodeContents(body)
  const [node, offset] =
    side === 'start' ? [range.startContainer, range.startOffset] : [range.endContainer, range.endOffset]
  const place = before.comparePoint(node, offset)
  if (place < 0) return 0
  if (place === 0) before.setEnd(node, offset)
  return before.toString().length
}

/** A stretch of what a block shows, on the page. */
export function rangeOf(root: Element, { index, span }: Selected): Range | null {
  const block = blockAt(root, index)
  return block && rangeWithin(bodyOf(block), span)
}

function rangeWithin(body: Element, { start, end }: Span): Range | null {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  let passed = 0
  let hasStart = false
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0
    if (!hasStart && start < passed + length) {
      range.setStart(node, start - passed)
      hasStart = true
    }
    if (hasStart && end <= passed + length) {
      range.setEnd(node, end - passed)
      return range
    }
    passed += length
  }
  return null
}

/** Where a block is on the screen. */
export const blockRect = (root: Element, index: number): DOMRect | undefined =>
  blockAt(root, index)?.getBoundingClientRect()

/** The first block that the reader sees. */
export function firstInSight(root: Element): number {
  const blocks = Array.from(root.querySelectorAll<HTMLElement>(blockSelector))
  const found = blocks.findIndex((block) => block.getBoundingClientRect().bottom > 96)
  return Math.max(0, found)
}

/** Brings a block into sight. */
export function showBlock(root: Element, index: number): void {
  blockAt(root, index)?.scrollIntoView({ block: 'nearest' })
}
