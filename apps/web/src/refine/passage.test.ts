import { expect, test } from 'vitest'
import { blocksOf, passageOf, type Selected, shownParts } from './passage.ts'
import { sourceBlocks } from './source-blocks.ts'

const text = [
  'A **first** paragraph.',
  'The second one.',
  '```js\nconst a = 1\nconst b = a\n```',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  'The end.',
].join('\n\n')
const blocks = sourceBlocks(text)
const shown = ['A first paragraph.', 'The second one.', 'const a = 1\nconst b = a', 'a b 1 2', 'The end.']

/** Selects a quote of a block, or all of it. */
function select(index: number, quote = shown[index] ?? ''): Selected {
  const start = shown[index]?.indexOf(quote) ?? 0
  return { index, shown: shown[index] ?? '', span: { start, end: start + quote.length } }
}
const passage = (...selected: Selected[]) => {
  const found = passageOf(blocks, selected)
  return found && text.slice(found.start, found.end)
}

test('a part of one block', () => {
  expect(passage(select(1, 'second'))).toBe('second')
})

test('all of a block is its source, marks and all', () => {
  expect(passage(select(0))).toBe('A **first** paragraph.')
  expect(passage(select(2))).toBe('```js\nconst a = 1\nconst b = a\n```')
})

test('from within one block into another', () => {
  expect(passage(select(0, 'first paragraph.'), select(1, 'The'))).toBe('**first** paragraph.\n\nThe')
})

test('a listing is found by its very characters', () => {
  expect(passage(select(2, 'b = a'))).toBe('b = a')
  expect(passage(select(2, '= 1\nconst'))).toBe('= 1\nconst')
})

test('a listing that says what its language is called is found below that', () => {
  const source = '```python\npython\n```'
  const selected = { index: 0, shown: 'python', span: { start: 0, end: 2 } }
  const at = source.lastIndexOf('python')
  expect(passageOf(sourceBlocks(source), [selected])).toEqual({ start: at, end: at + 2 })
  expect(shownParts(sourceBlocks(source), { start: at, end: at + 2 }, () => 'python')).toEqual([selected])
})

test('a cell alone, but several only as the whole table', () => {
  expect(passage(select(3, '2'))).toBe('2')
  expect(passage(select(3, '1 2'))).toBe('| a | b |\n|---|---|\n| 1 | 2 |')
})

test('what cannot be found exactly takes its whole block', () => {
  const odd: Selected = { index: 1, shown: 'Something else.', span: { start: 0, end: 9 } }
  expect(passage(odd)).toBe('The second one.')
})

test('nothing selected is no passage', () => {
  expect(passageOf(blocks, [])).toBeNull()
  expect(passageOf(blocks, [{ index: 1, shown: 'The second one.', span: { start: 3, end: 4 } }])).toBeNull()
})

test('parts of blocks with CRLF take the whole block', () => {
  const crlf = 'One\r\ntwo.'
  const part = { index: 0, shown: 'One\ntwo.', span: { start: 0, end: 3 } }
  expect(passageOf(sourceBlocks(crlf), [part])).toEqual({ start: 0, end: crlf.length })
})

test('what is marked is shown block by block', () => {
  const start = text.indexOf('**first')
  const parts = shownParts(blocks, { start, end: text.indexOf(' one.') }, (index) => shown[index] ?? '')
  expect(parts.map(({ index, span }) => [index, shown[index]?.slice(span.start, span.end)])).toEqual([
    [0, 'first paragraph.'],
    [1, 'The second'],
  ])
})

test('a stretch of a listing is marked where it stands', () => {
  const start = text.indexOf('b = a')
  const [part] = shownParts(blocks, { start, end: start + 5 }, (index) => shown[index] ?? '')
  expect(part && shown[2]?.slice(part.span.start, part.span.end)).toBe('b = a')
})

test('the blocks that a passage touches', () => {
  expect(blocksOf(blocks, { start: 3, end: text.indexOf('second') })).toEqual({ first: 0, last: 1 })
  expect(blocksOf(blocks, { start: text.length, end: text.length })).toBeNull()
})
