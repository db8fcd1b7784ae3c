import { expect, test } from 'vitest'
import { makeWanted } from './wanted.ts'

const at = (seq: number) => ({ cursor: `c${seq}`, seq })

test('what was asked for is asked for once, and then stays as it is', () => {
  const wanted = makeWanted()
  wanted.take('a', true, [{ id: 'g', after: null }])
  expect(wanted.next()).toEqual([{ id: 'g', after: null }])
  expect(wanted.next()).toEqual([{ id: 'g' }])
})

test('two tabs that want the same get the events from the earlier place on', () => {
  const wanted = makeWanted()
  wanted.take('a', true, [{ id: 'g', after: at(7) }])
  wanted.take('b', true, [{ id: 'g', after: at(3) }])
  wanted.take('c', true, [{ id: 'g' }])
  expect(wanted.next()).toEqual([{ id: 'g', after: at(3) }])
  wanted.take('b', true, [{ id: 'g', after: at(9) }])
  wanted.take('c', true, [{ id: 'g', after: null }])
  expect(wanted.next()).toEqual([{ id: 'g', after: null }])
})

test('where there is no room for all, those in sight come first, the last one to speak before the others', () => {
  const wanted = makeWanted(3)
  wanted.take('hidden', false, [{ id: 'h', after: null }])
  wanted.take('old', true, [
    { id: 'o1', after: null },
    { id: 'o2', after: null },
  ])
  wanted.take('new', true, [{ id: 'n', after: null }])
  expect(wanted.next().map(({ id }) => id)).toEqual(['n', 'o1', 'o2'])
  wanted.drop('new')
  expect(wanted.next()).toEqual([{ id: 'o1' }, { id: 'o2' }, { id: 'h', after: null }])
})

test('a tab that is gone wants nothing', () => {
  const wanted = makeWanted()
  wanted.take('a', true, [{ id: 'g', after: at(7) }])
  expect(wanted.keepOnly(() => true)).toBe(false)
  expect(wanted.keepOnly((tab) => tab !== 'a')).toBe(true)
  expect(wanted.next()).toEqual([])
  wanted.take('b', true, [{ id: 'g' }])
  expect(wanted.next()).toEqual([{ id: 'g' }])
})
