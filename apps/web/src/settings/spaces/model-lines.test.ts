import { expect, test } from 'vitest'
import { modelsIn, withModel } from './model-lines.ts'

test('each model once, whatever is between them', () => {
  expect(modelsIn(' openai:a\n\nopenai:b  openai:a\n')).toEqual(['openai:a', 'openai:b'])
  expect(modelsIn(' \n')).toEqual([])
  expect(withModel('openai:a\n', 'openai:b')).toBe('openai:a\nopenai:b')
})
