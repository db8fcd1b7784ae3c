import { expect, test } from 'vitest'
import { beyondCursor } from './page.ts'

const id = '01890000-0000-7000-8000-000000000001'
const cursor = Buffer.from(`GPC:S:${id}`).toString('base64')

test('behind a cursor of a list that is newest first is what is older, and before it what is newer', () => {
  expect(beyondCursor({ after: cursor })).toEqual({ id: { lt: id } })
  expect(beyondCursor({ before: cursor, last: 5 })).toEqual({ id: { gt: id } })
  expect(beyondCursor({ first: 5, after: null })).toEqual({})
})

test.each(['nonsense', '', Buffer.from('GPC:S:1').toString('base64')])(
  'what is no cursor is refused: "%s"',
  (after) => {
    expect(() => beyondCursor({ after })).toThrow(expect.objectContaining({ code: 'BAD_CURSOR' }))
  },
)
