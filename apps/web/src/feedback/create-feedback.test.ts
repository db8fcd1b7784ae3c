import { expect, test } from 'vitest'
import { inPage } from '../graphql/fake-page.ts'
import type { Annotations } from '../refine/refine-requests.ts'
import { createFeedback } from './create-feedback.ts'

type Given = Pick<Annotations['feedback'][number], 'rating' | 'note'>

/** A server that keeps the viewer's feedback, and the page's word of it. */
function open(known: Given | null) {
  let kept = known
  const feedback = inPage(
    ({ input }) => {
      const { rating, note } = input as Given
      kept = rating === null ? null : { rating, note }
      return { giveFeedback: { __typename: 'GiveFeedbackSuccess', generation: { id: 'a' } } }
    },
    () =>
      createFeedback({
        id: 'a',
        annotations: {
          current: () => ({ feedback: kept ? [{ ...kept, isMine: true }] : [] }) as unknown as Annotations,
          refetch: async () => {},
        },
      }),
  )
  return { feedback, kept: () => kept }
}

test('another thumb keeps the note, and shows it to be changed', async () => {
  const { feedback, kept } = open({ rating: 'UP', note: 'Short.' })
  await feedback.rate('DOWN')
  expect(kept()).toEqual({ rating: 'DOWN', note: 'Short.' })
  expect(feedback.note()).toBe('Short.')
})

test('what is being written stays when the thumb is changed', async () => {
  const { feedback } = open(null)
  await feedback.rate('UP')
  feedback.write('Long')
  await feedback.rate('DOWN')
  expect(feedback.note()).toBe('Long')
})

test('the same thumb again takes all of it back', async () => {
  const { feedback, kept } = open({ rating: 'UP', note: 'Short.' })
  await feedback.rate('UP')
  expect(kept()).toBeNull()
  expect(feedback.note()).toBeNull()
})

test('a first thumb asks for a note, and that is kept with it', async () => {
  const { feedback, kept } = open(null)
  await feedback.rate('DOWN')
  expect(feedback.note()).toBe('')
  feedback.write(' Wrong. ')
  await feedback.saveNote()
  expect(kept()).toEqual({ rating: 'DOWN', note: 'Wrong.' })
  expect(feedback.note()).toBeNull()
})
