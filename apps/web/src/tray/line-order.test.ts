import { expect, test } from 'vitest'
import { isMovable, moveBefore, placesAfter, stepInLine } from './line-order.ts'

const ids = ['a', 'b', 'c', 'd']

test('a step up goes before the one above, a step down behind the one below', () => {
  expect(stepInLine(ids, 'c', -1)).toEqual({ id: 'c', before: 'b', place: 2 })
  expect(stepInLine(ids, 'b', 1)).toEqual({ id: 'b', before: 'd', place: 3 })
  expect(stepInLine(ids, 'c', 1)).toEqual({ id: 'c', before: null, place: 4 })
  expect(stepInLine(ids, 'a', -1)).toBeNull()
  expect(stepInLine(ids, 'd', 1)).toBeNull()
})

test('what is put where it stands does not move', () => {
  expect(moveBefore(ids, 'b', 'c')).toBeNull()
  expect(moveBefore(ids, 'b', 'b')).toBeNull()
  expect(moveBefore(ids, 'd', null)).toBeNull()
  expect(moveBefore(ids, 'd', 'a')).toEqual({ id: 'd', before: 'a', place: 1 })
  expect(moveBefore(ids, 'a', null)).toEqual({ id: 'a', before: null, place: 4 })
  expect(moveBefore(ids, 'a', 'x')).toBeNull()
})

test('the turns stay, and are spent on other things', () => {
  const rows = [3, 7, 9].map((position, index) => ({
    id: ids[index] ?? '',
    status: 'QUEUED' as const,
    hold: null,
    queue: { position, ahead: 0, etaMs: null, reason: 'TURN' as const, running: null, cap: null },
  }))
  expect([...placesAfter(rows, { id: 'c', before: 'a', place: 1 })]).toEqual([
    ['c', 3],
    ['a', 7],
    ['b', 9],
  ])
})

test('what is held back stands nowhere', () => {
  expect(isMovable({ status: 'QUEUED', hold: null })).toBe(true)
  expect(isMovable({ status: 'QUEUED', hold: 'APPROVAL' })).toBe(false)
  expect(isMovable({ status: 'RUNNING', hold: null })).toBe(false)
})
