import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ESTree, parseSync, Visitor } from 'vite'
import { expect, test } from 'vitest'

const source = join(import.meta.dirname, '..')

/** Those who look at `/dev/ui` are no readers, what only tests import (`fake-…`) is read by nobody, and the dictionaries are where words belong. */
const isRead = (path: string) =>
  /\.tsx?$/.test(path) &&
  !/(\.(test|en|de)\.ts|(^|\/)fake-[^/]+)$/.test(path) &&
  !/(^|\/)(gallery|generated)\//.test(path)

const names = /\b(?:Sluice|GraphiQL)\b/g
const saysWords = (text: string) => /\p{L}{2}/u.test(text.replaceAll(names, ''))

/** What a person reads or hears of an element, ours too. */
const heard = ['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'alt']
const seen = ['placeholder', 'title', 'advice', 'fallback', 'hint', 'keep', 'label', 'note', 'of', 'question', 'submit']
const shown = new Set([...heard, ...seen, 'said', 'summary', 'words'])

/** "Share with …": what begins like a sentence. Classes, keys and the messages of our own errors do not. */
const isSentence = (text: string) => /^\p{Lu}\p{Ll}* \p{Ll}{2}/u.test(text)

/** What is called with words, and what holds them. */
const tellers = new Set(['announce', 'setTold'])
const holders = new Set(['said', 'told', 'message'])

/** What is written out where an expression gives a text: its strings and the pieces of its templates, but not what it asks for. */
function piecesIn(node: ESTree.Node | null): string[] {
  switch (node?.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : []
    case 'TemplateLiteral':
      return [...node.quasis.map(({ value }) => value.raw), ...node.expressions.flatMap(piecesIn)]
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].flatMap(piecesIn)
    case 'LogicalExpression':
      return (node.operator === '&&' ? [node.right] : [node.left, node.right]).flatMap(piecesIn)
    case 'BinaryExpression':
      return node.operator === '+' ? [node.left, node.right].flatMap(piecesIn) : []
    case 'ArrowFunctionExpression':
      return piecesIn(node.body)
    case 'JSXExpressionContainer':
    case 'ParenthesizedExpression':
      return piecesIn(node.expression)
    default:
      return []
  }
}

/** Every text of a file that is meant for people. */
function wordsIn(path: string, code: string): string[] {
  const found = new Set<string>()
  const note = (text: string, isMeant: (text: string) => boolean) => {
    if (isMeant(text)) found.add(`${path}: ${text.trim()}`)
  }
  const noteAll = (nodes: readonly (ESTree.Node | null)[]) => {
    for (const text of nodes.flatMap(piecesIn)) note(text, saysWords)
  }
  new Visitor({
    JSXText: ({ value }) => note(value, saysWords),
    JSXElement: ({ children }) => noteAll(children),
    JSXFragment: ({ children }) => noteAll(children),
    JSXAttribute: ({ name, value }) => name.type === 'JSXIdentifier' && shown.has(name.name) && noteAll([value]),
    CallExpression: ({ callee, arguments: given }) =>
      callee.type === 'Identifier' && tellers.has(callee.name) && noteAll(given),
    VariableDeclarator: ({ id, init }) => id.type === 'Identifier' && holders.has(id.name) && noteAll([init]),
    Property: ({ key, value }) => key.type === 'Identifier' && holders.has(key.name) && noteAll([value]),
    Literal: ({ value }) => typeof value === 'string' && note(value, isSentence),
    TemplateElement: ({ value }) => note(value.raw, isSentence),
  }).visit(parseSync(path, code).program)
  return [...found]
}

// All sources are parsed: a second or two where nothing else runs.
test('what people read is in the dictionaries, and not between the code', { timeout: 30_000 }, () => {
  const paths = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(isRead)
  expect(paths.flatMap((path) => wordsIn(path, readFileSync(join(source, path), 'utf8')))).toEqual([])
})

test('words between the code are found, wherever they stand', () => {
  const found = (code: string) => wordsIn('x.tsx', code).length
  expect(found('<p>Sluice, by others</p>')).toBe(1)
  expect(found('<nav aria-label="Settings" class="flex gap-2"><b>{words().title}</b> · Sluice</nav>')).toBe(1)
  expect(found("const text = isDone ? 'It is done' : `Wait for ${name}`")).toBe(2)
  expect(found('<Show when={at} fallback="never used"><time datetime={at}>{at}</time></Show>')).toBe(1)
})

test('they are found in what gives a text, too', () => {
  const found = (code: string) => wordsIn('x.tsx', code).map((word) => word.replace('x.tsx: ', ''))
  expect(found("<Button aria-label={isOpen() ? 'close' : words().open} />")).toEqual(['close'])
  expect(found('<Button label={`${words().remove} from ${name()}`} />')).toEqual(['from'])
  expect(found("<p>{count() + ' left'}{isOld() && 'stale'}</p>")).toEqual(['left', 'stale'])
  expect(found('announce(`${title} archived`)')).toEqual(['archived'])
  expect(found("const said = isLost ? 'gone' : words().back")).toEqual(['gone'])
  expect(found("return { refused: { code: null, message: 'no answer' } }")).toEqual(['no answer'])
})

test('what is asked for, and how it looks, is not taken for words', () => {
  const found = (code: string) => wordsIn('x.tsx', code)
  expect(found("<p class={`flex ${wide}`}>{status() === 'CANCELLED' ? words().stopped : ''}</p>")).toEqual([])
  expect(found("<Field label={textOf('space')} hint={words().hints[isShort ? 'few' : 'many']} />")).toEqual([])
})
