import { expect, test, vi } from 'vitest'
import { memberScopes } from '../access/scope.ts'
import type { Place } from '../generation/place.ts'
import type { Viewer } from '../viewer.ts'
import { type EstimateInput, estimateStart, type Reckon } from './estimate-start.ts'

const viewer: Viewer = { id: 'me', kind: 'PERSON', name: 'Ada', spaceId: 'mine', scopes: memberScopes }
const place: Place = {
  threadId: 't1',
  spaceId: 'mine',
  parentId: null,
  isThreadThere: false,
  mustWaitForParent: false,
  isPartner: false,
  allowedModels: null,
}

function setUp() {
  const reckon = vi.fn<Reckon>(async () => ({
    inputTokens: 100,
    outputTokens: 50,
    inputCost: null,
    outputTokenCost: null,
  }))
  const ports = { store: { findPlace: async () => place }, hasProvider: async () => true, budgetsOf: async () => [] }
  const estimate = (more: Partial<EstimateInput>) =>
    estimateStart({ ...ports, reckon }, viewer, { model: 'builtin:extract', prompt: 'How much?', ...more })
  return { reckon, estimate }
}

test('what would be started is reckoned', async () => {
  const { estimate } = setUp()
  expect(await estimate({})).toEqual({
    inputTokens: 100,
    outputTokens: 50,
    inputCost: null,
    outputTokenCost: null,
    verdict: 'room',
    over: [],
  })
})

test.each<[string, Partial<EstimateInput>]>([
  ['model', { model: 'extract' }],
  ['prompt', { prompt: ' \n' }],
  ['instructions', { instructions: 'x'.repeat(200_001) }],
  ['parameters.maxOutputTokens', { parameters: { maxOutputTokens: -5 } }],
  ['parameters.maxOutputTokens', { parameters: { maxOutputTokens: 1_000_001 } }],
  ['outputSchema', { outputSchema: { type: 'nonsense' } }],
])('what could not be started is refused and not reckoned: %s', async (path, more) => {
  const { reckon, estimate } = setUp()
  await expect(estimate(more)).rejects.toMatchObject({ path })
  expect(reckon).not.toHaveBeenCalled()
})
