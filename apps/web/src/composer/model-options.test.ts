import { expect, test } from 'vitest'
import type { ModelGroup } from './composer-requests.ts'
import { requestOfDraft } from './draft.ts'
import { defaultModel, filterModels } from './model-options.ts'

const groups: ModelGroup[] = [
  { name: 'ollama', isReachable: false, message: 'Connection refused', models: [] },
  {
    name: 'builtin',
    isReachable: true,
    message: null,
    models: [{ id: 'builtin:extract', name: 'extract', contextTokens: null }],
  },
  {
    name: 'openai',
    isReachable: true,
    message: null,
    models: [{ id: 'openai:gpt', name: 'GPT', contextTokens: 128_000 }],
  },
]

test('says what extract is, and why a provider cannot be reached', () => {
  expect(filterModels(groups, '')).toEqual([
    { provider: 'ollama', problem: 'Connection refused', options: [] },
    {
      provider: 'builtin',
      problem: null,
      options: [{ id: 'builtin:extract', name: 'extract, no language model', note: '' }],
    },
    { provider: 'openai', problem: null, options: [{ id: 'openai:gpt', name: 'GPT', note: '128k context' }] },
  ])
})

test('filters by id and name', () => {
  expect(filterModels(groups, 'gpt').map((group) => group.provider)).toEqual(['ollama', 'openai'])
})

test('the default is the first model that answers', () => {
  expect(defaultModel(groups)).toBe('builtin:extract')
  expect(defaultModel([])).toBeNull()
})

test('a draft becomes a request without what was left empty', () => {
  const draft = { prompt: ' hi ', instructions: '', temperature: '0,5', maxOutputTokens: 'x', reasoningEffort: '' }
  expect(requestOfDraft(draft, 'm')).toEqual({
    model: 'm',
    prompt: 'hi',
    parameters: { temperature: 0.5, maxOutputTokens: undefined, reasoningEffort: undefined },
  })
})
