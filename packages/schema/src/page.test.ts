import { expect, test } from 'vitest'
import { beyondCursor } from './page.ts'

const id = '01890000-0000-7000-8000-000000000001'
const cursor = Buffer.from(`GPC:S:${id}`).toString('base64')
const seen = async () => ({ id })

test('behind a cursor of a list that is newest first is what is older, and before it what is newer', async () => {
  expect(await beyondCursor({ after: cursor }, seen)).toEqual({ id: { lt: id } })
  expect(await beyondCursor({ before: cursor, last: 5 }, seen)).toEqual({ id: { gt: id } })
  expect(await beyondCursor({ first: 5, after: null }, seen)).toEqual({})
})

test('beside one that is not seen there is nothing, and what is no cursor is refused', async () => {
  expect(await beyondCursor({ after: cursor }, async () => null)).toEqual({ id: { in: [] } })
  await expect(beyondCursor({ after: 'nonsense' }, seen)).rejects.toMatchObject({ code: 'BAD_CURSOR' })
})
