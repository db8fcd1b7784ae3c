/** Without case and accents, as people type in a hurry. */
const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()

const isWordStart = (text: string, index: number) => index === 0 || !/[\p{L}\p{N}]/u.test(text[index - 1] ?? '')

/** How well one word fits: at a word's start best, inside one less, its letters spread out least; null when it does not. */
function scoreWord(word: string, text: string): number | null {
  for (let index = text.indexOf(word); index !== -1; index = text.indexOf(word, index + 1)) {
    if (isWordStart(text, index)) return 100 - Math.min(index, 40)
  }
  const inside = text.indexOf(word)
  if (inside !== -1) return 50 - Math.min(inside, 20)
  return word.length < 2 ? null : scoreSpread(word, text)
}

/** Where `letter` begins a word first; -1 when it begins none. */
function wordStart(letter: string, text: string): number {
  let index = text.indexOf(letter)
  while (index !== -1 && !isWordStart(text, index)) index = text.indexOf(letter, index + 1)
  return index
}

/** The letters one after the other, with gaps; the first must begin a word, or everything would be found. */
function scoreSpread([first = '', ...others]: string, text: string): number | null {
  let last = wordStart(first, text)
  if (last === -1) return null
  let gaps = 0
  for (const letter of others) {
    const index = text.indexOf(letter, last + 1)
    if (index === -1) return null
    if (!isWordStart(text, index)) gaps += index - last - 1
    last = index
  }
  return gaps > (others.length + 1) * 2 ? null : Math.max(1, 20 - gaps)
}

/** How well `text` answers what was typed, 0 when nothing was; null when one of the words is not in it at all. */
export function fuzzyScore(typed: string, text: string): number | null {
  const within = plain(text)
  let sum = 0
  for (const word of plain(typed).split(/\s+/).filter(Boolean)) {
    const score = scoreWord(word, within)
    if (score === null) return null
    sum += score
  }
  return sum
}
