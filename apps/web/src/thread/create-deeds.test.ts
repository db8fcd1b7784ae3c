import { expect, test } from 'vitest'
import type { Entry } from '../generation/create-entry.ts'
import type { GenerationRow } from '../generation/view.ts'
import { inPage } from '../graphql/fake-page.ts'
import type { Branch } from './create-branch.ts'
import { createDeeds } from './create-deeds.ts'
import { draftOf } from './follow-up.ts'

const row = {
  id: 'a',
  isInternal: false,
  prompt: 'Name three.',
  instructions: 'Short.',
  requestedModel: 'builtin:extract',
  labels: ['mine'],
  parameters: { temperature: null, maxOutputTokens: null, reasoningEffort: null },
  parent: null,
} as Partial<GenerationRow> as GenerationRow
const entry = { id: row.id, row: () => row } as Partial<Entry> as Entry
const rest = { outputSchema: { type: 'object' }, priority: 'BATCH' }

/** What is done with a generation that was started with a schema, and all that comes of it. */
function open() {
  const sent: unknown[] = []
  const branch = { show: async () => {} } as Partial<Branch> as Branch
  const deeds = inPage(
    ({ input }) => {
      if (input === undefined) return { generation: rest }
      sent.push(input)
      return { startGeneration: { __typename: 'StartGenerationSuccess', generation: { id: 'b' } } }
    },
    () => createDeeds({ threadId: 't', branch, onStarted: () => {} }),
  )
  return { deeds, sent }
}

test('the same again is asked with all that it was asked with', async () => {
  const { deeds, sent } = open()
  expect(await deeds.again(entry)).toBe(true)
  expect(sent).toMatchObject([{ prompt: 'Name three.', instructions: 'Short.', labels: ['mine'], ...rest }])
})

test('another prompt in its place is answered in the same form', async () => {
  const { deeds, sent } = open()
  expect(await deeds.edit(entry, 'Name four.')).toBe(true)
  expect(sent).toMatchObject([{ prompt: 'Name four.', instructions: 'Short.', ...rest }])
})

test('another model, without instructions, answers in the same form', async () => {
  const { deeds, sent } = open()
  const draft = { ...draftOf(row), instructions: '' }
  expect(await deeds.regenerate(entry, draft, 'openai:other')).toBe(true)
  expect(sent).toMatchObject([{ prompt: 'Name three.', model: 'openai:other', instructions: undefined, ...rest }])
})
