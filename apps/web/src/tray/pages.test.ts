import { expect, test } from 'vitest'
import { noPages, type Pages, planRefresh } from './pages.ts'

const ended = (n: number) => ({ id: `e${n}`, createdAt: `0${n}`, endedAt: 'then' })
const active = (n: number) => ({ id: `a${n}`, createdAt: `0${n}`, endedAt: null })
const down = (...numbers: number[]) => numbers.map(ended)
const deep: Pages = { newest: '06', cursor: 'below 1', hasMore: true }

test('the first answer is where the pages begin', () => {
  const plan = planRefresh([], noPages, { active: [active(9)], ended: down(8, 7), hasMore: true, cursor: 'below 7' })
  expect(plan).toEqual({ drop: [], ask: [], pages: { newest: '08', cursor: 'below 7', hasMore: true } })
})

test('what was loaded further down stays, and so does the place to go on from', () => {
  const plan = planRefresh(down(6, 5, 4, 3, 2, 1), deep, {
    active: [],
    ended: down(7, 6, 5),
    hasMore: true,
    cursor: 'below 5',
  })
  expect(plan).toEqual({ drop: [], ask: [], pages: { newest: '07', cursor: 'below 1', hasMore: true } })
})

test('what was read to its end stays so, and is not begun again at each look', () => {
  const read: Pages = { newest: '06', cursor: null, hasMore: false }
  const fresh = { active: [], ended: down(7, 6, 5), hasMore: true, cursor: 'below 5' }
  const plan = planRefresh(down(6, 5, 4, 3, 2, 1), read, fresh)
  expect(plan).toEqual({ drop: [], ask: [], pages: { newest: '07', cursor: null, hasMore: false } })
})

test('what an answer should name and does not is gone', () => {
  const plan = planRefresh(down(6, 5, 4, 3), deep, { active: [], ended: down(6, 4), hasMore: true, cursor: 'below 4' })
  expect(plan.drop).toEqual(['e5'])
  const all = planRefresh(down(6, 5, 4, 3), deep, { active: [], ended: down(6, 4), hasMore: false, cursor: null })
  expect(all).toMatchObject({ drop: ['e5', 'e3'], pages: { cursor: null, hasMore: false } })
})

test('after a gap the pages below are loaded anew, for there may be more between', () => {
  const plan = planRefresh(
    down(3, 2, 1),
    { ...deep, newest: '03' },
    { active: [], ended: down(9, 8), hasMore: true, cursor: 'below 8' },
  )
  expect(plan).toEqual({ drop: ['e3', 'e2', 'e1'], ask: [], pages: { newest: '09', cursor: 'below 8', hasMore: true } })
})

test('one that was active and is in neither list is asked for by itself', () => {
  const plan = planRefresh([active(2), ...down(6)], deep, { active: [], ended: down(6, 5), hasMore: true, cursor: 'x' })
  expect(plan).toMatchObject({ drop: [], ask: ['a2'] })
})
