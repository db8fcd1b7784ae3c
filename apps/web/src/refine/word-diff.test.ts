import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DiffPart, wordDiff } from './word-diff.ts'

/** `[-removed-]`, `{+added+}`, as wdiff writes it. */
const written = (parts: readonly DiffPart[] | null) =>
  parts?.map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `{+${text}+}` : `[-${text}-]`)).join('')

test.each([
  ['A gate for water.', 'A gate for water.', 'A gate for water.'],
  ['A gate for water.', 'A door for water.', 'A [-gate-]{+door+} for water.'],
  ['one two three', 'one 2 3', 'one [-two three-]{+2 3+}'],
  ['one two three four', '1 two 3 four', '[-one-]{+1+} two [-three-]{+3+} four'],
  ['paint and polish it', 'sand and varnish it', '[-paint and polish-]{+sand and varnish+} it'],
  ['old first\n\nold second', 'new 1st\n\nnew 2nd', '[-old first-]{+new 1st+}\n\n[-old second-]{+new 2nd+}'],
  ['', 'new', '{+new+}'],
  ['old', '', '[-old-]'],
  ['Он пришёл домой.', 'Он ушёл домой.', 'Он [-пришёл-]{+ушёл+} домой.'],
])('%s → %s', (before, after, expected) => {
  expect(written(wordDiff(before, after))).toBe(expected)
})

test('the parts are both texts, whatever they are', () => {
  const words = fc.array(fc.constantFrom('a', 'b', ' ', '\n', '. ', 'c')).map((all) => all.join(''))
  fc.assert(
    fc.property(words, words, (before, after) => {
      const parts = wordDiff(before, after) ?? []
      const without = (kind: DiffPart['kind']) => parts.map((part) => (part.kind === kind ? '' : part.text)).join('')
      expect(without('added')).toBe(before)
      expect(without('removed')).toBe(after)
    }),
  )
})

test('texts that have nothing in common are given up in time', () => {
  const noise = (seed: string) => Array.from({ length: 40_000 }, (_, n) => `${seed}${n}`).join(' ')
  expect(wordDiff(noise('a'), noise('b'))).toBeNull()
})
