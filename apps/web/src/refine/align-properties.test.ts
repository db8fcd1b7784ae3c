import fc from 'fast-check'
import { Marked } from 'marked'
import { expect, test } from 'vitest'
import { spanInSource } from './align.ts'
import { skeletonOfShown, skeletonOfSource } from './skeleton.ts'

const marked = new Marked({ gfm: true })

/** What a browser shows of a block: its HTML without tags. */
const shownOf = (source: string) =>
  (marked.parse(source) as string)
    .replace(/<[^>]+>/g, '')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? "'")

const word = fc.stringMatching(/^[a-zäé😀]{1,6}$/u)
const piece = fc.oneof(
  { weight: 3, arbitrary: word },
  word.map((text) => `**${text}**`),
  word.map((text) => `*${text}*`),
  word.map((text) => `\`${text}\``),
  word.map((text) => `~~${text}~~`),
  fc.tuple(word, word).map(([text, path]) => `[${text}](https://a.example/${path})`),
  word.map((text) => `${text} & ${text}`),
)
const line = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(' '))
const block = fc.oneof(
  line,
  line.map((text) => `## ${text}`),
  fc.array(line, { minLength: 1, maxLength: 4 }).map((items) => items.map((item) => `- ${item}`).join('\n')),
  fc.array(line, { minLength: 1, maxLength: 4 }).map((items) => items.map((item, n) => `${n + 1}. ${item}`).join('\n')),
  fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.map((text) => `> ${text}`).join('\n')),
)

test('whatever is selected, its source shows the same letters, and a little more at most for the sake of its marks', () => {
  const runs = 2_000
  let found = 0
  fc.assert(
    fc.property(block, fc.nat(), fc.nat(), (source, a, b) => {
      const shown = shownOf(source)
      const [start, end] = [a % (shown.length + 1), b % (shown.length + 1)].toSorted((x, y) => x - y)
      const selected = { start: start ?? 0, end: end ?? 0 }
      const letters = skeletonOfShown(shown.slice(selected.start, selected.end)).letters
      const span = spanInSource(source, shown, selected)
      if (!span) return
      found += 1
      expect(skeletonOfSource(source.slice(span.start, span.end)).letters).toBe(letters)
    }),
    { numRuns: runs },
  )
  expect(found).toBeGreaterThan(runs / 2) // of five selections, two hold no letter, or half of a mark
})
