import { createSignal } from 'solid-js'
import { expect, test } from 'vitest'
import type { Entry } from '../generation/create-entry.ts'
import { inPage } from '../graphql/fake-page.ts'
import { createChange } from './create-change.ts'
import type { Asked, Passage } from './create-passage.ts'

const refused = { __typename: 'Overloaded', code: 'OVERLOADED', message: 'full' }

/** A passage that is to be changed, and what is asked of the server about it. */
function open(answer: unknown) {
  const sent: unknown[] = []
  const [asked, ask] = createSignal<Asked | null>({ anchor: null, mode: 'change' })
  const entry = { id: 'a', row: () => ({ isInternal: false, prompt: 'p' }) } as Partial<Entry> as Entry
  const passage = {
    entry,
    asked,
    words: () => ' Shorter. ',
    newest: () => 0,
    askedQuote: () => ({ start: 0, end: 6, quote: 'First.' }),
    isAskedGone: () => false,
    close: () => void ask(null),
  } as Partial<Passage> as Passage
  const change = inPage(
    ({ input }) => {
      sent.push(input)
      return { refineSpan: answer }
    },
    () => createChange(passage, { refinements: () => [], onStarted: () => {}, model: () => 'openai:own' }),
  )
  return { change, sent, ask, asked }
}

test('the model of the answer is asked, or another that was chosen', async () => {
  const { change, sent, asked } = open({ __typename: 'RefineSpanSuccess', generation: { id: 'b' } })
  await change.submitChange()
  change.setModel('openai:other')
  await change.submitChange()
  expect(sent).toMatchObject([
    { instruction: 'Shorter.', quote: 'First.', model: 'openai:own' },
    { instruction: 'Shorter.', model: 'openai:other' },
  ])
  expect([change.model(), change.lastStarted(), asked()]).toEqual(['openai:other', 'b', null])
})

test('whoever begins anew is not told why the last one was refused', async () => {
  const { change, ask } = open(refused)
  await change.submitChange()
  expect(change.changeRefusal()?.message).toBe('full')
  ask({ anchor: null, mode: 'change' })
  expect(change.changeRefusal()).toBeNull()
})
