import { afterEach, expect, test, vi } from 'vitest'
import { areSingleKeysOn } from '../app/shortcuts.ts'
import { createStoredSignal } from './stored-signal.ts'
import { stubStorage } from './stub-storage.ts'

afterEach(() => vi.unstubAllGlobals())

const createWords = () =>
  createStoredSignal({ key: 'words', initial: '', isValid: (value): value is string => typeof value === 'string' })

test('what was set is there again, and its beginning takes no room', () => {
  const kept = stubStorage()
  createWords()[1]('said')
  expect(createWords()[0]()).toBe('said')
  createWords()[1]('')
  expect(kept.size).toBe(0)
})

test('an object that is as at the beginning takes no room either', () => {
  const kept = stubStorage()
  const isDraft = (value: unknown): value is { words: string } => typeof value === 'object'
  const [, setDraft] = createStoredSignal({ key: 'draft', initial: { words: '' }, isValid: isDraft })
  setDraft({ words: 'said' })
  expect(kept.size).toBe(1)
  setDraft({ words: '' })
  expect(kept.size).toBe(0)
})

test('an object that reads as the one before moves nothing on the page', () => {
  stubStorage(new Map([['panes', '["a"]']]))
  const isPanes = (value: unknown): value is string[] => Array.isArray(value)
  const [panes, setPanes] = createStoredSignal({ key: 'panes', initial: [], isValid: isPanes })
  const before = panes()
  setPanes(['a'])
  expect(panes()).toBe(before)
  setPanes(['a', 'b'])
  expect(panes()).toEqual(['a', 'b'])
  setPanes(['a'])
  expect(panes()).toEqual(['a'])
})

test('what is spoilt, or of another version, is not taken', () => {
  stubStorage(new Map([['words', '{']]))
  expect(createWords()[0]()).toBe('')
  stubStorage(new Map([['words', '7']]))
  expect(createWords()[0]()).toBe('')
})

test('where storage is forbidden it is a signal like any other', () => {
  vi.stubGlobal('localStorage', undefined)
  const [words, setWords] = createWords()
  setWords('said')
  expect(words()).toBe('said')
  expect(areSingleKeysOn()).toBe(true)
})
