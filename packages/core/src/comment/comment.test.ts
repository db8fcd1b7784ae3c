import { expect, test, vi } from 'vitest'
import { memberScopes, type Scope } from '../access/scope.ts'
import type { Viewer } from '../viewer.ts'
import {
  addComment,
  type CommentedText,
  type CommentRequest,
  type CommentStore,
  deleteComment,
  resolveComment,
} from './comment.ts'

const text = 'Good 👋 morning.'
const span = { start: 5, end: 7, quote: '👋' }

interface SetUp {
  readonly added?: Awaited<ReturnType<CommentStore['add']>>
  readonly seen?: Awaited<ReturnType<CommentedText['textAt']>>
  readonly scopes?: ReadonlySet<Scope>
}

function setUp({ added = { id: 'c1' }, seen = { text }, scopes = memberScopes }: SetUp = {}) {
  const viewer: Viewer = { id: 'me', kind: 'PERSON', name: 'Ada', spaceId: 'mine', scopes }
  const store = {
    add: vi.fn<CommentStore['add']>(async () => added),
    resolve: vi.fn<CommentStore['resolve']>(async (_, { id }) => id === 'there'),
    delete: vi.fn<CommentStore['delete']>(async (_, id) =>
      id === 'mine' ? { generationId: 'g1' } : id === 'theirs' ? 'forbidden' : null,
    ),
  }
  const texts = {
    isThere: vi.fn<CommentedText['isThere']>(async () => seen && seen.text !== null),
    textAt: vi.fn<CommentedText['textAt']>(async () => seen),
  }
  const add = (request: Partial<CommentRequest>) =>
    addComment({ comments: store, texts }, viewer, { generationId: 'g1', text: 'Hm.', ...request })
  return { viewer, store, texts, add }
}

test('it speaks of the whole, or of a span that stands in the text', async () => {
  const { viewer, store, texts, add } = setUp()
  expect(await add({ text: ' Hm\0. ' })).toBe('c1')
  expect(store.add).toHaveBeenLastCalledWith(viewer, { generationId: 'g1', text: 'Hm\uFFFD.', revision: 0, span: null })
  expect(texts.isThere).not.toHaveBeenCalled()
  await add({ revision: 2 })
  expect(texts.isThere).toHaveBeenLastCalledWith(viewer, { generationId: 'g1', revision: 2 })
  expect(texts.textAt).not.toHaveBeenCalled() // of the whole: a text may be long
  await add({ ...span, revision: 2 })
  expect(texts.textAt).toHaveBeenLastCalledWith(viewer, { generationId: 'g1', revision: 2 })
  expect(store.add).toHaveBeenLastCalledWith(viewer, { generationId: 'g1', text: 'Hm.', revision: 2, span })
})

test.each<[string, Partial<CommentRequest>, string]>([
  ['no words', { text: ' \n ' }, 'text'],
  ['too many words', { text: 'x'.repeat(4_001) }, 'text'],
  ['a revision below 0', { revision: -1 }, 'revision'],
  ['half a span', { start: 5, end: 7 }, 'quote'],
  ['another half', { quote: '👋' }, 'quote'],
  ['a span of nothing', { start: 5, end: 5, quote: '' }, 'end'],
  ['a span that begins before the text', { start: -1, end: 1, quote: 'Go' }, 'end'],
  ['a span that is too long', { start: 0, end: 10_001, quote: 'x'.repeat(10_001) }, 'end'],
  ['half a character', { start: 5, end: 6, quote: '\uD83D' }, 'end'],
  ['what does not stand there', { ...span, start: 7, end: 9 }, 'quote'],
  ['what stands behind the end', { start: 5, end: 99, quote: text.slice(5) }, 'end'],
  ['what is longer than it says', { ...span, end: 8 }, 'quote'],
])('%s is refused', async (_, request, path) => {
  const { store, add } = setUp()
  await expect(add(request)).rejects.toMatchObject({ code: 'INVALID_INPUT', path })
  expect(store.add).not.toHaveBeenCalled()
})

test('what is not seen is not there, whichever looks first, and a text that never was is refused', async () => {
  for (const request of [span, { revision: 1 }])
    await expect(setUp({ seen: null }).add(request)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(setUp({ added: null }).add(span)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  for (const request of [span, {}]) {
    const never = setUp({ seen: { text: null } }).add({ ...request, revision: 9 })
    await expect(never).rejects.toMatchObject({ code: 'INVALID_INPUT', path: 'revision' })
  }
})

test('where there are enough already, that is said', async () => {
  const { add } = setUp({ added: 'full' })
  await expect(add({})).rejects.toMatchObject({ code: 'INVALID_INPUT', path: 'generationId' })
})

test('whose right ends at reading changes nothing', async () => {
  const { viewer, store, add } = setUp({ scopes: new Set<Scope>(['READ']) })
  const changes = [
    add({}),
    resolveComment(store, viewer, { id: 'there', isResolved: true }),
    deleteComment(store, viewer, 'mine'),
  ]
  for (const change of changes) await expect(change).rejects.toMatchObject({ code: 'FORBIDDEN' })
  for (const each of [store.add, store.resolve, store.delete]) expect(each).not.toHaveBeenCalled()
})

test('it is resolved by whoever sees it, and deleted by whoever may', async () => {
  const { viewer, store } = setUp()
  await resolveComment(store, viewer, { id: 'there', isResolved: true })
  const other = resolveComment(store, viewer, { id: 'elsewhere', isResolved: true })
  await expect(other).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await deleteComment(store, viewer, 'mine')).toBe('g1')
  await expect(deleteComment(store, viewer, 'theirs')).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(deleteComment(store, viewer, 'elsewhere')).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
