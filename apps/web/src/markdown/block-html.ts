import { Lexer, Marked, type Tokens } from 'marked'
import remend from 'remend'
import type { Block, Links } from './block-splitter.ts'

/** A checkbox would be a form part; a sign says the same. */
const marked = new Marked({
  gfm: true,
  renderer: {
    checkbox: ({ checked }: Tokens.Checkbox) => (checked ? '☑ ' : '☐ '),
  },
})

/** A block's HTML as Markdown says, **not yet safe**: `sanitize` comes after. `isTail` closes what is still open. */
export function blockHtml(block: Block, links: Links, isTail: boolean): string {
  const source = isTail ? remend(block.source, { linkMode: 'text-only', katex: false }) : block.source
  const lexer = new Lexer(marked.defaults)
  Object.assign(lexer.tokens.links, links)
  return marked.parser(lexer.lex(source))
}
