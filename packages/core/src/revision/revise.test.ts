import { expect, test } from 'vitest'
import { allScopes, type Scope } from '../access/scope.ts'
import type { Viewer } from '../viewer.ts'
import { maxRevisions, type Revising, reviseGeneration, undoRevision } from './revise.ts'
import type { NewRevision, Standing, Undoing, WrittenRevision } from './revision.ts'

const viewer: Viewer = { id: 'p1', kind: 'PERSON', name: 'Ada', spaceId: 's1', scopes: allScopes }
const standing: Standing = {
  hasEnded: true,
  isRefinement: false,
  text: 'One two three.',
  newest: null,
  lastNumber: 0,
  source: null,
  hasComment: false,
}
const asked: Revising = {
  generationId: 'g1',
  after: 0,
  start: 4,
  end: 7,
  quote: 'two',
  replacement: 'zwei',
  sourceId: null,
}
const first: WrittenRevision = {
  number: 1,
  previous: 0,
  authorId: 'p1',
  sourceId: null,
  start: 4,
  end: 7,
  replaced: 'two',
  replacement: 'zwei',
}
const revisedOnce: Partial<Standing> = { text: 'One zwei three.', newest: first, lastNumber: 1 }

function setUp(found: Partial<Standing> | null = {}, { isFirst = true } = {}) {
  const appended: NewRevision[] = []
  const undone: Undoing[] = []
  const store = {
    find: async () => found && { ...standing, ...found },
    append: async (_: Viewer, revision: NewRevision) => appended.push(revision) > 0 && isFirst,
    undo: async (_: Viewer, undoing: Undoing) => undone.push(undoing) > 0 && isFirst,
  }
  return {
    appended,
    undone,
    revise: (more: Partial<Revising> = {}, as = viewer) => reviseGeneration(store, as, { ...asked, ...more }),
    undo: (number: number, as = viewer) => undoRevision(store, as, { generationId: 'g1', number }),
  }
}

test('a revision is written with the whole text that it leads to', async () => {
  const { appended, revise } = setUp()
  await revise()
  expect(appended).toEqual([
    {
      generationId: 'g1',
      after: 0,
      start: 4,
      end: 7,
      replaced: 'two',
      replacement: 'zwei',
      sourceId: null,
      accepts: null,
      text: 'One zwei three.',
    },
  ])
})

test('who may only read revises nothing, and takes nothing back', async () => {
  const reader = { ...viewer, scopes: new Set<Scope>(['READ']) }
  await expect(setUp().revise({}, reader)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(setUp(revisedOnce).undo(1, reader)).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test('something is put in, and taken out', async () => {
  const { appended, revise } = setUp()
  await revise({ start: 0, end: 0, quote: '', replacement: 'Zero. ' })
  await revise({ start: 3, end: 7, quote: ' two', replacement: '' })
  expect(appended.map(({ text }) => text)).toEqual(['Zero. One two three.', 'One three.'])
})

test('it is written in whole characters, whatever was sent', async () => {
  const { appended, revise } = setUp()
  await revise({ replacement: 'z\0\ud83c' })
  expect(appended[0]?.text).toBe('One z\ufffd\ufffd three.')
})

test.each<[path: string, rule: string, found: Partial<Standing>, more: Partial<Revising>]>([
  ['generationId', 'has ended', { hasEnded: false }, {}],
  ['generationId', 'is no refinement', { isRefinement: true }, {}],
  ['generationId', 'is not revised for ever', { lastNumber: maxRevisions }, {}],
  ['replacement', 'is not endless', {}, { replacement: 'x'.repeat(200_001) }],
  ['replacement', 'changes something', {}, { replacement: 'two' }],
  ['replacement', 'leads to no endless text', { text: `One two ${'x'.repeat(3_999_999)}` }, {}],
  ['sourceId', 'has ended', { source: { hasEnded: false, refines: null, refusedAt: null } }, { sourceId: 'g2' }],
  [
    'sourceId',
    'refines this one, if any',
    { source: { hasEnded: true, refines: 'g3', refusedAt: null } },
    { sourceId: 'g2' },
  ],
  ['quote', 'is what stands there', {}, { quote: 'too' }],
  ['start', 'lies in the text', {}, { start: 99, end: 99 }],
])('%s %s', async (path, _, found, more) => {
  const { appended, revise } = setUp(found)
  await expect(revise(more)).rejects.toMatchObject({ code: 'INVALID_INPUT', path })
  expect(appended).toEqual([])
})

test('what suggests the same as stands there can be accepted', async () => {
  const { appended, revise } = setUp({ source: { hasEnded: true, refines: 'g1', refusedAt: null } })
  await revise({ replacement: 'two', sourceId: 'g2' })
  expect(appended).toHaveLength(1)
})

test('what is accepted is a suggestion as it stood, refused or not: one that is decided meanwhile is not', async () => {
  const found = { source: { hasEnded: true, refines: 'g1', refusedAt: '2026-01-01' } }
  const { appended, revise } = setUp(found)
  await revise({ sourceId: 'g2' })
  expect(appended).toMatchObject([{ sourceId: 'g2', accepts: { refusedAt: '2026-01-01' } }])
  const meanwhile = setUp(found, { isFirst: false }).revise({ sourceId: 'g2' })
  await expect(meanwhile).rejects.toMatchObject({ code: 'REVISION_CONFLICT' })
})

test('what is not there, or is taken from what is not there: NOT_FOUND', async () => {
  await expect(setUp(null).revise()).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(setUp({ source: null }).revise({ sourceId: 'g2' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(setUp(null).undo(1)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('who has not seen the newest revision overwrites nothing', async () => {
  const { appended, revise } = setUp(revisedOnce)
  await expect(revise({ replacement: 'deux' })).rejects.toMatchObject({ code: 'REVISION_CONFLICT' })
  expect(appended).toEqual([])
  await expect(setUp({}, { isFirst: false }).revise()).rejects.toMatchObject({ code: 'REVISION_CONFLICT' })
})

test('the same once more has been done, unless something came after it, or another did it', async () => {
  const { appended, revise } = setUp(revisedOnce)
  await revise()
  expect(appended).toEqual([])
  for (const newest of [
    { ...first, number: 2, previous: 1 },
    { ...first, authorId: 'p2' },
  ]) {
    const found = { ...revisedOnce, newest, lastNumber: newest.number }
    await expect(setUp(found).revise()).rejects.toMatchObject({ code: 'REVISION_CONFLICT' })
  }
})

test('the newest is taken back, to the text before it', async () => {
  const { undone, undo } = setUp(revisedOnce)
  await undo(1)
  expect(undone).toEqual([{ generationId: 'g1', number: 1, previous: 0, text: 'One two three.' }])
})

test('no other is', async () => {
  const newest = { ...first, number: 3, previous: 1 }
  const { undone, undo } = setUp({ ...revisedOnce, newest, lastNumber: 4 })
  await expect(undo(1)).rejects.toMatchObject({ code: 'REVISION_CONFLICT' })
  for (const number of [0, 5])
    await expect(undo(number)).rejects.toMatchObject({ code: 'INVALID_INPUT', path: 'number' })
  await undo(4) // which was taken back before
  expect(undone).toEqual([])
  await expect(setUp(revisedOnce, { isFirst: false }).undo(1)).rejects.toMatchObject({ code: 'REVISION_CONFLICT' })
})
