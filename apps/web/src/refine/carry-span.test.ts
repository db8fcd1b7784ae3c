import { expect, test } from 'vitest'
import { type Change, placeOf } from './carry-span.ts'

const change = (number: number, [start, end]: readonly [number, number], replacement: string) => ({
  number,
  start,
  end,
  replacement,
})

const before = 'abcdefghij0123456789uvwxyz'
const quote = '0123456789'
const apply = (text: string, { start, end, replacement }: Change) =>
  text.slice(0, start) + replacement + text.slice(end)

const place = (revision: number, revisions: readonly Change[], text = revisions.reduce(apply, before)) =>
  placeOf({ start: 10, end: 20, revision, quote }, { text, revisions })

test.each([
  ['nothing changed', [], 10],
  ['a change after it', [change(1, [20, 25], 'x')], 10],
  ['a longer text before it', [change(1, [0, 4], 'longer')], 12],
  ['a shorter one that ends where it begins', [change(1, [5, 10], '')], 5],
  ['one after the other', [change(1, [0, 0], 'ab'), change(2, [0, 1], '')], 11],
])('it moves with %s', (_, changes, start) => {
  expect(place(0, changes)).toEqual({ start, end: start + 10 })
})

test.each([
  ['a change in it', [change(1, [12, 13], 'x')]],
  ['a change over its edge', [change(1, [8, 11], 'x')]],
  ['words put into it', [change(1, [12, 12], 'x')]],
])('it is lost by %s', (_, changes) => {
  expect(place(0, changes)).toBeNull()
})

test('what was changed before it was said moves nothing', () => {
  expect(place(1, [change(1, [0, 4], 'longer')], before)).toEqual({ start: 10, end: 20 })
})

test('after a revision that was taken back it is found by its words, if they are there once', () => {
  expect(place(3, [], `x${before}`)).toEqual({ start: 11, end: 21 })
  expect(place(3, [], `${before}${before}`)).toBeNull()
  expect(place(3, [], 'gone')).toBeNull()
})

test('where something else stands there now, it is not there', () => {
  expect(place(0, [], before.replace('5', 'five'))).toBeNull()
})
