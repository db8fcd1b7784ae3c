import { expect, test } from 'vitest'
import { allScopes, type Scope } from '../access/scope.ts'
import type { Viewer } from '../viewer.ts'
import { moveInLine, type OrderStore } from './move-in-line.ts'

const viewer: Viewer = { id: 'p1', kind: 'PERSON', name: 'Ada', spaceId: 's1', scopes: allScopes }
const answering = (outcome: Awaited<ReturnType<OrderStore['move']>>): OrderStore => ({ move: async () => outcome })

test('a move that is done says nothing', async () => {
  await moveInLine(answering('moved'), viewer, { id: 'a', before: null })
})

test.each([
  ['not-found', 'NOT_FOUND'],
  ['not-in-line', 'NOT_IN_LINE'],
] as const)('%s is refused with %s', async (outcome, code) => {
  const refusal = moveInLine(answering(outcome), viewer, { id: 'a', before: 'b' })
  await expect(refusal).rejects.toMatchObject({ code, retryable: false })
})

test('who may only read moves nothing', async () => {
  const reader = { ...viewer, scopes: new Set<Scope>(['READ']) }
  const refusal = moveInLine(answering('moved'), reader, { id: 'a', before: null })
  await expect(refusal).rejects.toMatchObject({ code: 'FORBIDDEN' })
})
