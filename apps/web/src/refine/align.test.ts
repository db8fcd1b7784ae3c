import { describe, expect, test } from 'vitest'
import { spanInShown, spanInSource } from './align.ts'

/** The source of what stands between ‹ and › in what is shown. */
function selected(source: string, marked: string): string | null {
  const start = marked.indexOf('‹')
  const end = marked.indexOf('›') - 1
  const span = spanInSource(source, marked.replace(/[‹›]/g, ''), { start, end })
  return span && source.slice(span.start, span.end)
}

describe('what is selected is found in the source', () => {
  test.each([
    ['plain words', 'A gate for water.', 'A ‹gate› for water.', 'gate'],
    ['over a line break', 'one\ntwo three', 'one ‹two› three', 'two'],
    ['without the marks around', 'A **bold** word', 'A ‹bold› word', 'bold'],
    ['with marks that would lose their partner', 'A **bold** word', 'A ‹bold word›', '**bold** word'],
    ['with marks before and after', '**one** and *two*', '‹one and two›', '**one** and *two*'],
    ['the second of two', 'the dog and the cat', 'the dog and ‹the› cat', 'the'],
    ['words of a link', 'see [the docs](https://a.example/b_c) now', 'see ‹the docs› now', 'the docs'],
    [
      'a link and more',
      'see [the docs](https://a.example) now',
      '‹see the docs› now',
      'see [the docs](https://a.example)',
    ],
    ['inline code', 'call `run()` twice', 'call ‹run() twice›', '`run()` twice'],
    ['words with underscores', 'set max_output_tokens to 5', 'set ‹max_output_tokens› to 5', 'max_output_tokens'],
    ['signs at the edge', 'take a[1] first', 'take ‹a[1]› first', 'a[1]'],
    ['an item of a list', '- one\n- two\n- three', 'one\n‹two›\nthree', 'two'],
    ['items with numbers', '1. one\n2. two', 'one\n‹two›', 'two'],
    ['something done', '- [x] one\n- [ ] two', '☑ one\n☐ ‹two›', 'two'],
    ['an entity', 'salt &amp; pepper', 'salt ‹& pepper›', '&amp; pepper'],
    ['an escaped star', 'a \\* b', 'a * ‹b›', 'b'],
    ['a tag', 'H<sub>2</sub>O', '‹H2O›', 'H<sub>2</sub>O'],
    ['a heading', '## The *great* gate', 'The ‹great gate›', '*great* gate'],
    ['a quotation', '> one\n> two', 'one\n‹two›', 'two'],
    ['a cell', '| a | b |\n|---|:-:|\n| 1 | 2 |', 'a b 1 ‹2›', '2'],
    ['emoji', 'a 😀 smile', 'a ‹😀› smile', '😀'],
    ['right to left', 'שלום **עולם** טוב', 'שלום ‹עולם טוב›', '**עולם** טוב'],
  ])('%s', (_, source, marked, expected) => {
    expect(selected(source, marked)).toBe(expected)
  })
})

describe('what cannot be found exactly is not guessed', () => {
  test.each([
    ['half of a link', 'see [the docs](https://a.example)', '‹see the› docs'],
    ['half of what is bold', 'A **bold word** here', 'A bold ‹word here›'],
    ['nothing but signs', 'a -- b', 'a ‹--› b'],
    ['words that a picture brought along', 'a ![cat](c.png) cat', 'a cat (‹image›) cat'],
  ])('%s', (_, source, marked) => {
    expect(selected(source, marked)).toBeNull()
  })

  test('the same words in what is not shown', () => {
    expect(selected('[a]: b\n\n![x](y) gate', 'x (image) ‹gate›')).toBe('gate')
  })
})

test('a stretch of the source is found in what is shown', () => {
  const source = 'A **bold** word, a [link](https://a.example)'
  const shown = 'A bold word, a link'
  const at = (quote: string) => ({ start: source.indexOf(quote), end: source.indexOf(quote) + quote.length })
  const shownOf = (quote: string) => {
    const span = spanInShown(source, shown, at(quote))
    return span && shown.slice(span.start, span.end)
  }
  expect(shownOf('**bold** word')).toBe('bold word')
  expect(shownOf('[link](https://a.example)')).toBe('link')
  expect(shownOf('**')).toBeNull()
})
