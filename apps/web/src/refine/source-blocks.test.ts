import { expect, test } from 'vitest'
import { sourceBlocks } from './source-blocks.ts'

const sources = (text: string) => sourceBlocks(text).map(({ start, end }) => text.slice(start, end))

test('blocks are stretches of the text, without the blank lines between them', () => {
  expect(sources('# Head\n\nOne\nparagraph.\n\n\n- a\n- b\n\n```js\nx\n```\n')).toEqual([
    '# Head',
    'One\nparagraph.',
    '- a\n- b',
    '```js\nx\n```',
  ])
})

test('lines that end in CRLF are counted as they are stored', () => {
  expect(sources('First.\r\n\r\nSecond\r\nline.\r\n\r\nThird.')).toEqual(['First.', 'Second\r\nline.', 'Third.'])
})

test('offsets are code units: an emoji counts two', () => {
  expect(sourceBlocks('😀\n\nb')[1]).toMatchObject({ start: 4, end: 5 })
})
