import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blockHtml } from './block-html.ts'
import { type Block, makeBlockSplitter } from './block-splitter.ts'

const sample = `# Title

A paragraph with **bold**, [a link](https://example.org) and [a later one][ref].
#tag that is no heading

- one
- two
  continued

  - nested

1. first

2. loose second

| a | b |
|---|--:|
| 1 | 2 |

\`\`\`ts
const x = 1

# not a heading
\`\`\`

> quote
lazy end

text
===

<div>

**html**

</div>

    indented code

~~~
tilde
~~~
***
[ref]: https://example.org/ref "Title"

Last line`

const html = (blocks: readonly Block[], links = {}) => blocks.map((block) => blockHtml(block, links, false)).join('')

/** One splitter, fed with growing text, cut at the given places. */
function splitAt(text: string, cuts: readonly number[]) {
  const splitter = makeBlockSplitter()
  for (const cut of cuts) {
    const { settled, tail } = splitter.update(text.slice(0, cut), false)
    const soFar = settled.map((block) => block.source).join('') + (tail?.source ?? '')
    expect(soFar).toBe(text.slice(0, cut).replaceAll(/\r\n|\r/g, '\n'))
  }
  return splitter.update(text, true)
}

const whole = (text: string) => makeBlockSplitter().update(text, true)

describe('block splitter', () => {
  test('blocks together are the text', () => {
    expect(
      whole(sample)
        .settled.map((block) => block.source)
        .join(''),
    ).toBe(sample)
  })

  test('the blocks give the same HTML as the whole text', () => {
    const { settled, links } = whole(sample)
    const [one] = whole('x').settled
    if (!one) throw new Error('no block')
    expect(html(settled, links)).toBe(blockHtml({ ...one, kind: 'other', source: sample }, {}, false))
  })

  test('a split at every character gives the same final HTML as none', () => {
    const expected = whole(sample)
    const wanted = html(expected.settled, expected.links)
    for (let cut = 0; cut <= sample.length; cut++) {
      const { settled, links } = splitAt(sample, [cut])
      expect(html(settled, links)).toBe(wanted)
    }
    const { settled, links } = splitAt(
      sample,
      Array.from(sample, (_, index) => index),
    )
    expect(html(settled, links)).toBe(wanted)
  })

  test('the same for any text and any cuts', () => {
    const piece = fc.constantFrom(
      'a',
      ' ',
      '\n',
      '\n\n',
      '- ',
      '1. ',
      '# ',
      '#',
      '```',
      '```js\n',
      '> ',
      '|',
      '|-|',
      '    ',
      '*',
      '**',
      '_',
      '[a]',
      '[a]: /u',
      '<div>',
      '</div>',
      '<!--',
      '-->',
      '===',
      '---',
      '\r\n',
      '\t',
      '~~~',
      'b|c\n',
      '-|-\n',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), fc.array(fc.nat(60), { maxLength: 6 }), (pieces, cuts) => {
        const text = pieces.join('')
        const sorted = cuts.map((cut) => Math.min(cut, text.length)).toSorted((a, b) => a - b)
        const expected = whole(text)
        const { settled, links } = splitAt(text, sorted)
        expect(html(settled, links)).toBe(html(expected.settled, expected.links))
      }),
      { numRuns: 1_000, examples: [[['a', '\r\n', '*', '\t', 'a', '\n', '---'], [7]]] },
    )
  })

  test('settled blocks keep their objects while text is appended', () => {
    const splitter = makeBlockSplitter()
    const first = splitter.update('one\n\ntwo\n\nthr', false).settled
    const second = splitter.update('one\n\ntwo\n\nthree\n\nfour', false).settled
    expect(second.slice(0, first.length)).toEqual(first)
    expect(second[0]).toBe(first[0])
  })

  test('begins anew when the text is no continuation', () => {
    const splitter = makeBlockSplitter()
    splitter.update('one\n\ntwo\n\nthree', false)
    expect(splitter.update('other', true).settled.map((block) => block.source)).toEqual(['other'])
  })

  test('an open fence is a code tail', () => {
    const { tail } = makeBlockSplitter().update('text\n\n```py\nprint(1)\n', false)
    expect(tail).toMatchObject({ kind: 'code', code: { language: 'py', text: 'print(1)' } })
  })
})
