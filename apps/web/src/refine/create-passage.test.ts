import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Entry } from '../generation/create-entry.ts'
import { stubStorage } from '../ui/stub-storage.ts'
import type { AnnotationsState } from './create-annotations.ts'
import { createPassage } from './create-passage.ts'
import type { Annotations } from './refine-requests.ts'

beforeEach(() => void stubStorage())
afterEach(() => vi.unstubAllGlobals())

const text = 'First.\n\nSecond.'

/** An answer as it is when its page has just been opened; its annotations come later. */
function openPage() {
  const entry = { id: 'a', currentText: () => text } as Partial<Entry> as Entry
  const [current, setCurrent] = createSignal<Annotations>()
  const annotations = { current } as Partial<AnnotationsState> as AnnotationsState
  const passage = createRoot(() => createPassage(entry, annotations))
  return {
    passage,
    come: () => setCurrent({ currentText: text, revisions: [] } as Partial<Annotations> as Annotations),
  }
}
/** Writes about the second paragraph, and leaves the page so. */
function write(words: string) {
  const { passage, come } = openPage()
  come()
  passage.ask({ anchor: passage.anchorOf({ start: 8, end: 15 }), mode: 'change', commentId: 'c' })
  passage.setWords(words)
  return passage
}

test('what was being written about a passage is there after a reload, once the answer is known', () => {
  write('Shorter, please')
  const { passage, come } = openPage()
  expect(passage.asked()).toBeNull()
  come()
  expect(passage.words()).toBe('Shorter, please')
  expect(passage.asked()).toMatchObject({ mode: 'change', commentId: 'c' })
  expect(passage.askedQuote()).toMatchObject({ start: 8, end: 15, quote: 'Second.' })
})

test('words to begin with are kept with what they are about, whatever was asked before', () => {
  const { passage: before, come: comeBefore } = openPage()
  comeBefore()
  before.ask({ anchor: before.anchorOf({ start: 0, end: 6 }), mode: 'comment' })
  before.askWith({ anchor: before.anchorOf({ start: 8, end: 15 }), mode: 'change', commentId: 'c' }, 'Shorter')
  const { passage, come } = openPage()
  come()
  expect(passage.words()).toBe('Shorter')
  expect(passage.asked()).toMatchObject({ mode: 'change', commentId: 'c' })
  expect(passage.askedQuote()).toMatchObject({ quote: 'Second.' })
})

test('what was sent, given up or never said is not', () => {
  write('Shorter').close()
  write(' ')
  const { passage, come } = openPage()
  come()
  expect(passage.asked()).toBeNull()
})

test('what is asked already is not taken away by it', () => {
  write('Shorter')
  const { passage, come } = openPage()
  passage.ask({ anchor: null, mode: 'comment' })
  come()
  expect(passage.asked()).toEqual({ anchor: null, mode: 'comment' })
})
