import { expect, test } from 'vitest'
import { allScopes, type Scope } from '../access/scope.ts'
import { maxPromptLength } from '../generation/asked.ts'
import type { InsertOutcome, NewGeneration } from '../generation/start.ts'
import type { Viewer } from '../viewer.ts'
import { type RefineInput, refineSpan, refuseRefinement } from './refine.ts'
import { refinePrompt } from './refine-prompt.ts'
import type { Standing } from './revision.ts'

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
const input: RefineInput = {
  of: 'g1',
  revision: 0,
  start: 4,
  end: 7,
  quote: 'two',
  instruction: 'In German.',
  commentId: null,
  model: 'builtin:extract',
  idempotencyKey: 'k1',
}

interface SetUp {
  readonly found?: Partial<Standing> | null
  readonly before?: Extract<InsertOutcome, { tag: 'repeated' }>
  readonly outcome?: InsertOutcome
}

function setUp({ found = {}, before, outcome }: SetUp = {}) {
  const inserted: NewGeneration[] = []
  const place = {
    threadId: 't1',
    spaceId: 's1',
    isThreadThere: true,
    parentId: 'g1',
    mustWaitForParent: false,
    isPartner: false,
    allowedModels: null,
  }
  const ports = {
    revisions: { find: async () => found && { ...standing, ...found } },
    start: {
      sha256: (text: string) => text,
      hasProvider: async () => true,
      store: {
        findRepeat: async () => before ?? null,
        findPlace: async () => place,
        insert: async (generation: NewGeneration): Promise<InsertOutcome> => {
          inserted.push(generation)
          return outcome ?? { tag: 'started', id: generation.id }
        },
      },
    },
  }
  const refine = (more: Partial<RefineInput> = {}, as = viewer) => refineSpan(ports, as, { ...input, ...more })
  return { inserted, refine }
}

test('it is a start with the prompt that marks the span', async () => {
  const { inserted, refine } = setUp()
  const id = await refine({ isInternal: true, parameters: { temperature: 0 } })
  const { of, revision, start, end, quote, instruction, commentId } = input
  expect(inserted).toMatchObject([
    {
      id,
      input: {
        model: 'builtin:extract',
        prompt: refinePrompt({ text: standing.text, start, end, instruction }),
        parentId: 'g1',
        isInternal: true,
        parameters: { temperature: 0 },
        refinement: { of, revision, start, end, quote, instruction, commentId },
      },
    },
  ])
})

test('who may only read refines and refuses nothing', async () => {
  const reader = { ...viewer, scopes: new Set<Scope>(['READ']) }
  await expect(setUp().refine({}, reader)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  const refusal = refuseRefinement({ refuse: async () => 'refused' }, reader, 'g2')
  await expect(refusal).rejects.toMatchObject({ code: 'FORBIDDEN' })
})

test.each<[path: string, rule: string, found: Partial<Standing>, more: Partial<RefineInput>]>([
  ['instruction', 'is not blank', {}, { instruction: ' \n' }],
  ['instruction', 'is not endless', {}, { instruction: 'x'.repeat(4_001) }],
  ['generationId', 'has ended', { hasEnded: false }, {}],
  ['generationId', 'is no refinement', { isRefinement: true }, {}],
  ['generationId', 'has no endless text', { text: `One two${'x'.repeat(maxPromptLength)}` }, {}],
  ['quote', 'is not empty', {}, { end: 4, quote: '' }],
  ['quote', 'is what stands there', {}, { quote: 'too' }],
  ['end', 'lies in the text', {}, { end: 99 }],
  ['idempotencyKey', 'is not empty', {}, { idempotencyKey: '' }],
])('%s %s', async (path, _, found, more) => {
  const { inserted, refine } = setUp({ found })
  await expect(refine(more)).rejects.toMatchObject({ code: 'INVALID_INPUT', path })
  expect(inserted).toEqual([])
})

test('a span of an older text is refused, and one of what is not there', async () => {
  await expect(setUp().refine({ revision: 1 })).rejects.toMatchObject({ code: 'REVISION_CONFLICT' })
  await expect(setUp({ found: null }).refine()).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(setUp().refine({ commentId: 'c1' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('a text that is revised while the start is written is refused too', async () => {
  const { refine } = setUp({ outcome: { tag: 'text-changed' } })
  await expect(refine()).rejects.toMatchObject({ code: 'REVISION_CONFLICT' })
})

test('a repeat is answered even when the text has changed since, and another input under its key is not', async () => {
  const { inserted, refine } = setUp()
  const id = await refine()
  const before = { tag: 'repeated', id, bodyHash: inserted[0]?.bodyHash ?? '' } as const
  const newest = {
    number: 1,
    previous: 0,
    authorId: 'p2',
    sourceId: null,
    start: 0,
    end: 0,
    replaced: '',
    replacement: '!',
  }
  for (const found of [{ newest, text: '!One two three.' }, null]) {
    const later = setUp({ before, found })
    expect(await later.refine()).toBe(id)
    await expect(later.refine({ instruction: 'In French.' })).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' })
  }
})

test('a refusal says what became of it', async () => {
  const refuseWith = (outcome: 'refused' | 'accepted' | 'not-found') =>
    refuseRefinement({ refuse: async () => outcome }, viewer, 'g2')
  await refuseWith('refused')
  await expect(refuseWith('accepted')).rejects.toMatchObject({ code: 'REVISION_CONFLICT' })
  await expect(refuseWith('not-found')).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
