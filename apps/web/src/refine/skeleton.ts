/** What is left of a text without what Markdown may take away, and where each of its letters stood. */
export type Skeleton = { letters: string; starts: readonly number[]; ends: readonly number[] }

/** What may be markup, or blank: left out of both the source and what is shown, so that they can be compared. */
const isDropped = /[\s*_~`\\[\]>#|+\-☐☑]/

/** What is in the source alone. */
const hidden = [
  /^[ \t>]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+\[[ xX]\])?(?=\s)/gm, // the sign of a list's item
  /^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/gm, // the line below a table's head
  /^=+[ \t]*$/gm, // the line below a heading
  /(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+(?:"[^"]*"|'[^']*'))?\)/g, // where a link leads
  /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>/gi, // a tag
]

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
}
const entity = /^&(?:amp|lt|gt|quot|#39|nbsp);/

/** The skeleton of what is shown. */
export function skeletonOfShown(text: string): Skeleton {
  return walk(text, () => null)
}

/** The skeleton of a block's Markdown. */
export function skeletonOfSource(source: string): Skeleton {
  const hiddenEnds = new Map<number, number>()
  for (const pattern of hidden) {
    for (const match of source.matchAll(pattern)) hiddenEnds.set(match.index, match.index + match[0].length)
  }
  return walk(source, (index) => {
    const end = hiddenEnds.get(index)
    if (end !== undefined) return { end, letter: '' }
    if (source[index] !== '&') return null
    const [name] = entity.exec(source.slice(index, index + 6)) ?? []
    return name === undefined ? null : { end: index + name.length, letter: entities[name] ?? '' }
  })
}

/** `leap` says that what begins here counts as another letter, or none. */
function walk(text: string, leap: (index: number) => { end: number; letter: string } | null): Skeleton {
  let letters = ''
  const starts: number[] = []
  const ends: number[] = []
  for (let index = 0; index < text.length; ) {
    const { end, letter } = leap(index) ?? { end: index + 1, letter: text.charAt(index) }
    if (letter !== '' && !isDropped.test(letter)) {
      letters += letter
      starts.push(index)
      ends.push(end)
    }
    index = Math.max(end, index + 1)
  }
  return { letters, starts, ends }
}
