import { expect, test } from 'vitest'
import { sourceBlocks } from '../refine/source-blocks.ts'
import { paragraphsToTake } from './paragraphs-to-take.ts'

const textOf = (...paragraphs: string[]) => {
  const text = paragraphs.join('\n\n')
  return { text, blocks: sourceBlocks(text) }
}
const one = 'A sluice is a gate that holds water back.'
const oneElsewhere = 'A sluice is a wooden gate that holds back the water.'
const two = 'It was known in Egypt, three thousand years ago.'
const three = 'Mills need it, and so do canals.'

/** The text that comes of it. */
function taken(into: ReturnType<typeof textOf>, from: ReturnType<typeof textOf>, index: number): string | null {
  const change = paragraphsToTake(into, from)[index]
  if (!change) return null
  expect(into.text.slice(change.start, change.end)).toBe(change.quote)
  return into.text.slice(0, change.start) + change.replacement + into.text.slice(change.end)
}

test('it comes in place of the one that it stands for', () => {
  expect(taken(textOf(one, two), textOf(three, oneElsewhere, two), 1)).toBe(textOf(oneElsewhere, two).text)
})

test('a new one comes after the one before it', () => {
  expect(taken(textOf(one, two), textOf(one, three, two), 1)).toBe(textOf(one, three, two).text)
})

test('a new one at the beginning comes first', () => {
  expect(taken(textOf(one, two), textOf(three, one), 0)).toBe(textOf(three, one, two).text)
})

test('what is there already is not taken again, and nothing comes into nothing', () => {
  expect(taken(textOf(one, two), textOf(two), 0)).toBeNull()
  expect(taken(textOf(''), textOf(two), 0)).toBeNull()
})
