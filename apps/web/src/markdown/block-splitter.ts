import { Lexer, type Token } from 'marked'

/** Link definitions (`[name]: url`) by name; they may come after the blocks that use them. */
export type Links = Record<string, { href: string | null; title: string | null }>

export type Block = {
  kind: 'code' | 'table' | 'other'
  /** Exactly this stretch of the text; all blocks together are the text. */
  source: string
  /** Code blocks only: the language and the bare code. */
  code: { language: string; text: string } | null
}

export type Split = {
  /** Blocks that no further text can change. Only grows, and keeps its objects, unless `links` grows. */
  settled: readonly Block[]
  /** What may still change; null when the text is empty or complete. */
  tail: Block | null
  links: Links
}

/** Block tokens only: inline Markdown is read when a block is rendered. */
function lexBlocks(text: string) {
  const lexer = new Lexer({ gfm: true })
  const tokens = lexer.blockTokens(text)
  return { tokens, links: lexer.tokens.links as Links }
}

function blockOf(token: Token, source = token.raw): Block {
  const code = token.type === 'code' ? { language: String(token['lang'] ?? ''), text: String(token['text']) } : null
  return { kind: code ? 'code' : token.type === 'table' ? 'table' : 'other', source, code }
}

/** Blank lines belong to the block before them, so that every block says something. */
function joinBlocks(tokens: readonly Token[]): Block[] {
  const blocks: Block[] = []
  for (const token of tokens) {
    const previous = blocks.at(-1)
    if (token.type === 'space' && previous) previous.source += token.raw
    else blocks.push(blockOf(token))
  }
  return blocks
}

/** Lines may end in CRLF or CR; the lexer counts in LF. */
const withLineFeeds = (text: string) => (text.includes('\r') ? text.replaceAll(/\r\n|\r/g, '\n') : text)

/**
 * Splits a text that grows into blocks, reading again only what may still change. A block is settled when another one
 * follows it in the *complete* lines, since a half line can turn out to be something else: `#` may become a heading or
 * the word `#tag` of the paragraph before it.
 */
export function makeBlockSplitter() {
  let text = ''
  let settledEnd = 0
  let settled: Block[] = []
  let links: Links = {}

  const reset = () => {
    settledEnd = 0
    settled = []
    links = {}
  }

  /** New definitions may change blocks that were settled before them: those become new objects. */
  const addLinks = (found: Links) => {
    const fresh = Object.keys(found).filter((name) => !(name in links))
    if (fresh.length === 0) return
    links = { ...found, ...links }
    settled = settled.map((block) => (block.kind !== 'code' && block.source.includes('[') ? { ...block } : block))
  }

  const settle = (blocks: readonly Block[], found?: Links) => {
    if (blocks.length === 0) return
    const source = blocks.map((block) => block.source).join('')
    settled = [...settled, ...blocks]
    settledEnd += source.length
    addLinks(found ?? lexBlocks(source).links)
  }

  const settleAll = (open: string) => {
    const { tokens, links: found } = lexBlocks(open)
    settle(joinBlocks(tokens), found)
  }

  return {
    /** Takes the whole text so far; anything but a continuation begins anew. */
    update(nextText: string, isComplete: boolean): Split {
      const next = withLineFeeds(nextText)
      if (!next.startsWith(text)) reset()
      text = next
      const open = text.slice(settledEnd)
      if (isComplete) settleAll(open)
      else settle(unchangeable(joinBlocks(lexBlocks(open.slice(0, open.lastIndexOf('\n') + 1)).tokens)))
      const rest = text.slice(settledEnd)
      return { settled, tail: rest === '' ? null : tailOf(rest), links }
    },
  }
}

/**
 * All but the last of these. Where that is a list right after a paragraph whose bullet is followed by a tab, the paragraph is open too: the
 * lexer knows only bullets with a space as the end of a heading, so that `---` in the next line makes one of both (marked 18).
 */
function unchangeable(blocks: readonly Block[]): readonly Block[] {
  const isOpen =
    /^ {0,3}(?:[*+-]|\d{1,9}[.)])\t/.test(blocks.at(-1)?.source ?? '') && !blocks.at(-2)?.source.endsWith('\n\n')
  return blocks.slice(0, isOpen ? -2 : -1)
}

/** The open end as one block: code only when it is nothing else. */
function tailOf(rest: string): Block {
  const { tokens } = lexBlocks(rest)
  const said = tokens.filter((token) => token.type !== 'space')
  const [only] = said
  if (only?.type === 'code' && said.length === 1) return blockOf(only, rest)
  return { kind: only?.type === 'table' && said.length === 1 ? 'table' : 'other', source: rest, code: null }
}
