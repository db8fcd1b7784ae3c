import { expect, test } from 'vitest'
import { addressOfFilter, filterOfAddress, isNarrowed, isWhole, wholeTray } from './tray-filter.ts'

test('an address keeps what the tray is narrowed to', () => {
  const filter = { group: 'failed', label: 'a b', space: 's', model: 'p:m', text: 'x', isArchived: true } as const
  expect(filterOfAddress(addressOfFilter(filter))).toEqual(filter)
  expect(filterOfAddress(addressOfFilter(wholeTray))).toEqual(wholeTray)
})

test('what an address does not know is passed over', () => {
  expect(filterOfAddress({ group: 'toString', label: '', text: ['a', 'b'], archived: 'yes' })).toEqual(wholeTray)
})

test('a group and the archive are told by the rows themselves, all else by the server', () => {
  expect(isNarrowed({ ...wholeTray, group: 'done', isArchived: true })).toBe(false)
  expect(isNarrowed({ ...wholeTray, text: 'x' })).toBe(true)
  expect(isWhole(wholeTray)).toBe(true)
  expect(isWhole({ ...wholeTray, isArchived: true })).toBe(false)
})
