import { expect, test } from 'vitest'
import { lastLine } from './last-line.ts'

test('the last line that says something, without the signs around it', () => {
  expect(lastLine('# One\n\n- **two** and `three`\n\n```\n---\n')).toBe('two and three')
  expect(lastLine('1. first\n2. se')).toBe('se')
  expect(lastLine('| a | b |')).toBe('a  b')
  expect(lastLine('سطر أخير')).toBe('سطر أخير')
  expect(lastLine('')).toBe('')
  expect(lastLine('\n***\n')).toBe('')
})

test('of a long line one sees the end, where it grows', () => {
  const line = lastLine('word '.repeat(2_000))
  expect(line).toHaveLength(200)
  expect(line.endsWith('word')).toBe(true)
})
