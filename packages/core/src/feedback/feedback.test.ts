import { expect, test, vi } from 'vitest'
import { memberScopes, type Scope } from '../access/scope.ts'
import type { Viewer } from '../viewer.ts'
import { type Choice, chooseGeneration, type FeedbackStore, giveFeedback, type Opinion } from './feedback.ts'

function setUp(chosen: Awaited<ReturnType<FeedbackStore['choose']>> = 'chosen', scopes = memberScopes) {
  const viewer: Viewer = { id: 'me', kind: 'PERSON', name: 'Ada', spaceId: 'mine', scopes }
  const store = {
    give: vi.fn<FeedbackStore['give']>(async (_, { generationId }) => generationId === 'g1'),
    choose: vi.fn<FeedbackStore['choose']>(async () => chosen),
  }
  return {
    viewer,
    store,
    give: (more: Partial<Opinion>) =>
      giveFeedback(store, viewer, { generationId: 'g1', rating: 'UP', note: null, ...more }),
    choose: (more: Partial<Choice>) => chooseGeneration(store, viewer, { generationId: 'g1', over: ['g2'], ...more }),
  }
}

test('a thumb may have a note, and none is taken back with one', async () => {
  const { viewer, store, give } = setUp()
  await give({ note: ' Just\0 so. ' })
  expect(store.give).toHaveBeenLastCalledWith(viewer, { generationId: 'g1', rating: 'UP', note: 'Just\uFFFD so.' })
  await give({ rating: null, note: ' ' })
  expect(store.give).toHaveBeenLastCalledWith(viewer, { generationId: 'g1', rating: null, note: null })
  for (const bad of [{ rating: null, note: 'But.' }, { note: 'x'.repeat(4_001) }])
    await expect(give(bad)).rejects.toMatchObject({ code: 'INVALID_INPUT', path: 'note' })
  await expect(give({ generationId: 'g9' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('a choice names each of the others once, and few enough', async () => {
  const { viewer, store, choose } = setUp()
  await choose({ over: ['g2', 'g3', 'g2'] })
  expect(store.choose).toHaveBeenLastCalledWith(viewer, { generationId: 'g1', over: ['g2', 'g3'] })
  await choose({ over: [] })
  const many = Array.from({ length: 21 }, (_, n) => `o${n}`)
  for (const over of [['g1'], many])
    await expect(choose({ over })).rejects.toMatchObject({ code: 'INVALID_INPUT', path: 'over' })
  expect(store.choose).toHaveBeenCalledTimes(2)
})

test('what is of another thread is no alternative, and what is not seen is not there', async () => {
  await expect(setUp('elsewhere').choose({})).rejects.toMatchObject({ code: 'INVALID_INPUT', path: 'over' })
  await expect(setUp(null).choose({})).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('whose right ends at reading changes nothing', async () => {
  const { store, give, choose } = setUp('chosen', new Set<Scope>(['READ']))
  for (const change of [give({}), choose({})]) await expect(change).rejects.toMatchObject({ code: 'FORBIDDEN' })
  for (const each of [store.give, store.choose]) expect(each).not.toHaveBeenCalled()
})
