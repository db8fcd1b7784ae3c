import { expect, test } from 'vitest'
import { makeFormats } from '../i18n/formats.ts'
import { composerDe } from './composer.de.ts'
import { composerEn } from './composer.en.ts'
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

const english = { words: composerEn, formats: makeFormats('en') }
const german = { words: composerDe, formats: makeFormats('de') }

test('says what extract is, and why a provider cannot be reached', () => {
  expect(filterModels(groups, '', english)).toEqual([
    { provider: 'ollama', problem: 'Connection refused', options: [] },
    {
      provider: 'builtin',
      problem: null,
      options: [{ id: 'builtin:extract', name: 'extract, no language model', note: '' }],
    },
    { provider: 'openai', problem: null, options: [{ id: 'openai:gpt', name: 'GPT', note: '128k context' }] },
  ])
  expect(filterModels(groups, 'gpt', german)[1]?.options[0]?.note).toBe('128k Kontext')
})

test('filters by id and name', () => {
  expect(filterModels(groups, 'gpt', english).map((group) => group.provider)).toEqual(['ollama', 'openai'])
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
