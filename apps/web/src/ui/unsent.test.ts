import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { stubStorage } from './stub-storage.ts'
import { keepUnsent, readUnsent } from './unsent.ts'

let kept = new Map<string, string>()
beforeEach(() => {
  kept = stubStorage()
})
afterEach(() => vi.unstubAllGlobals())

test('what was begun is there again until it is sent', () => {
  keepUnsent('a', 'first')
  keepUnsent('b', { words: 'other' })
  keepUnsent('a', 'second')
  expect([readUnsent('a'), readUnsent('b')]).toEqual(['second', { words: 'other' }])
  keepUnsent('a', null)
  expect(readUnsent('a')).toBeNull()
  keepUnsent('b', null)
  expect(kept.size).toBe(0)
})

test('of too many the oldest goes', () => {
  for (let number = 0; number < 25; number++) keepUnsent(`${number}`, number)
  keepUnsent('7', 'again')
  keepUnsent('new', 'new')
  expect(readUnsent('4')).toBeNull()
  expect(readUnsent('5')).toBeNull()
  expect([readUnsent('6'), readUnsent('7'), readUnsent('new')]).toEqual([6, 'again', 'new'])
})

test('what is spoilt is nothing', () => {
  stubStorage(new Map([['sluice.unsent', '[7, {']]))
  expect(readUnsent('a')).toBeNull()
  keepUnsent('a', 'first')
  expect(readUnsent('a')).toBe('first')
})
