import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Entry } from '../generation/create-entry.ts'
import type { Refining } from '../generation/refining.ts'
import { RequestError } from '../graphql/api.ts'
import { inPage } from '../graphql/fake-page.ts'
import type { Passage } from './create-passage.ts'
import { createSuggestions } from './create-suggestions.ts'

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
  vi.stubGlobal('window', new EventTarget())
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const pending = (id: string) => ({ id, row: () => ({ refinement: { state: 'PENDING' } }) }) as unknown as Entry

test('a suggestion whose passage does not come hides no other, and is asked for again', async () => {
  let isDown = true
  const passage = { blocksUnder: () => ({ first: 0, last: 0 }) } as Partial<Passage> as Passage
  const refining = { refinements: () => [pending('a'), pending('b')] } as Partial<Refining> as Refining
  const { suggestions } = inPage(
    ({ id }) => {
      if (id === 'a' && isDown) throw new RequestError(null, 'The server did not answer.')
      return { generation: { refinement: { instruction: 'Shorter' } } }
    },
    () => createSuggestions(passage, refining),
  )
  const shown = () => suggestions().map(({ suggestion }) => suggestion.id)
  await vi.advanceTimersByTimeAsync(100)
  expect(shown()).toEqual(['b'])
  isDown = false
  await vi.advanceTimersByTimeAsync(5_000)
  expect(shown()).toEqual(['a', 'b'])
})
