import { afterEach, expect, test, vi } from 'vitest'
import { createDraft } from '../composer/draft.ts'
import { forgetWritten } from './forget-written.ts'
import { stubStorage } from './stub-storage.ts'
import { keepUnsent, readUnsent } from './unsent.ts'

afterEach(() => vi.unstubAllGlobals())

test('what was written and not sent is gone, in the tray and in every thread, and what was chosen stays', () => {
  const kept = stubStorage(new Map([['sluice.theme', 'dark']]))
  const inTab = stubStorage(new Map([['sluice.leaf.t1', '"g1"']]), 'session')
  for (const place of ['tray', 'VGhyZWFkOjE']) {
    const [draft, setDraft] = createDraft(place)
    setDraft({ ...draft(), prompt: 'In confidence' })
  }
  keepUnsent('g1', 'A comment')
  inTab.set('sluice.edited.g1', '"A prompt"')
  expect(kept.size).toBe(4)

  forgetWritten()
  expect([...kept]).toEqual([['sluice.theme', 'dark']])
  expect([...inTab]).toEqual([['sluice.leaf.t1', '"g1"']])
  expect(createDraft('tray')[0]().prompt).toBe('')
  expect(readUnsent('g1')).toBeNull()
})

test('where storage is forbidden there is nothing to forget', () => {
  vi.stubGlobal('localStorage', undefined)
  vi.stubGlobal('sessionStorage', undefined)
  expect(forgetWritten).not.toThrow()
})
