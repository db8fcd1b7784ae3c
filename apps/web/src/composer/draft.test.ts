import { expect, test } from 'vitest'
import { requestOfDraft } from './draft.ts'

const draft = { prompt: ' Ask. ', instructions: ' ', temperature: '0,7', maxOutputTokens: '', reasoningEffort: '' }
const outputTokens = (maxOutputTokens: string) =>
  requestOfDraft({ ...draft, maxOutputTokens }, 'm').parameters?.maxOutputTokens

test('what was left empty is left to the server', () => {
  expect(requestOfDraft(draft, 'm')).toEqual({
    model: 'm',
    prompt: 'Ask.',
    parameters: { temperature: 0.7, maxOutputTokens: undefined, reasoningEffort: undefined },
  })
})

test('a whole number may have its thousands parted', () => {
  expect(['4096', '4,096', '4.096', '4 096', '1,000,000'].map(outputTokens)).toEqual([
    4096, 4096, 4096, 4096, 1_000_000,
  ])
  expect(outputTokens('many')).toBeUndefined()
})
