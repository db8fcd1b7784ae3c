import { expect, test } from 'vitest'
import { someClaim } from '../testing/memory-run-log.ts'
import { providerRequestOf, sentMessagesOf } from './provider-request.ts'

const history = [
  { role: 'user', text: 'Before?' },
  { role: 'assistant', text: 'Before.' },
] as const

test('people are shown the messages of a request in the order that the provider reads them', () => {
  const asked = { ...someClaim, instructions: 'Be brief.', prompt: 'And now?' }
  expect(sentMessagesOf(providerRequestOf(asked, { model: 'm', history }))).toEqual([
    { role: 'SYSTEM', text: 'Be brief.' },
    { role: 'USER', text: 'Before?' },
    { role: 'ASSISTANT', text: 'Before.' },
    { role: 'USER', text: 'And now?' },
  ])
})

test('without instructions or turns before it there is the prompt alone', () => {
  const asked = { ...someClaim, instructions: null, prompt: 'And now?' }
  const request = providerRequestOf(asked, { model: 'm', history: [] })
  expect(sentMessagesOf(request)).toEqual([{ role: 'USER', text: 'And now?' }])
})
