import { expect, test } from 'vitest'
import { parseModelId } from './model-id.ts'

test.each([
  ['builtin:extract', { provider: 'builtin', name: 'extract' }],
  ['ollama:llama3.2:1b', { provider: 'ollama', name: 'llama3.2:1b' }],
  ['my-vllm_2:org/Model-7B', { provider: 'my-vllm_2', name: 'org/Model-7B' }],
  [`a:${'x'.repeat(200)}`, { provider: 'a', name: 'x'.repeat(200) }],
])('%s is taken apart at its first colon', (id, parts) => {
  expect(parseModelId(id)).toEqual(parts)
})

test.each(['', 'extract', ':extract', 'builtin:', 'Builtin:extract', '1a:b', 'a b:c', 'a:b c', `a:${'x'.repeat(201)}`])(
  '“%s” names no model',
  (id) => {
    expect(parseModelId(id)).toBeNull()
  },
)

test('what no database can hold names no model', () => {
  expect(parseModelId('a:b\0')).toBeNull()
  expect(parseModelId('a:\uD800')).toBeNull()
})
