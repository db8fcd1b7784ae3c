import { createSignal } from 'solid-js'
import { expect, test } from 'vitest'
import { inPage } from '../graphql/fake-page.ts'
import { createComposer, type Follows } from './create-composer.ts'

/** A composer in a thread whose tree has not come, and all that it has sent. */
function openThread() {
  const sent: unknown[] = []
  const [follows, setFollows] = createSignal<Follows>({ threadId: 't', parentId: undefined })
  const composer = inPage(
    ({ input }) => {
      sent.push(input)
      return { startGeneration: { __typename: 'StartGenerationSuccess', generation: { id: 'g' } } }
    },
    () => createComposer({ place: 't', follows, startPlace: () => ({}), onStarted: () => {} }),
  )
  composer.setModel('builtin:extract')
  const write = (prompt: string) => composer.setDraft({ ...composer.draft(), prompt })
  return { composer, write, sent, come: (parentId: string | null) => setFollows({ threadId: 't', parentId }) }
}

test('what is sent before the thread has come follows its answer once that is known', async () => {
  const { composer, write, sent, come } = openThread()
  write('And then?')
  composer.send()
  expect(sent).toEqual([])
  expect(composer.draft().prompt).toBe('And then?')
  expect(composer.isAwaited()).toBe(true)
  come('last')
  await expect.poll(() => sent).toMatchObject([{ prompt: 'And then?', threadId: 't', parentId: 'last' }])
  expect(composer.draft().prompt).toBe('')
  expect(composer.isAwaited()).toBe(false)
})

test('what is written on meanwhile is not sent by itself', () => {
  const { composer, write, sent, come } = openThread()
  write('And')
  composer.send()
  write('And then')
  expect(composer.isAwaited()).toBe(false)
  come('last')
  expect(sent).toEqual([])
  expect(composer.draft().prompt).toBe('And then')
})
