import { type MarkedSpan, readRefinePrompt } from '@sluice/core/revision/refine-prompt'

/** Says, at the head of every answer, that no model wrote it. */
export const extractLabel = 'Extract (no language model): '

/** Characters of a prompt that are looked at. */
const maxPromptLength = 1024 * 1024

/** Words that bear on nothing. */
const stopWords = new Set(
  (
    'a an and are as at be been but by can could did do does for from had has have how i if in into is it its me my no not of on or ' +
    'our shall should so some such than that the their them then there these they this to us was we were what when where which ' +
    'who whom whose why will with would you your tell give please about'
  ).split(' '),
)

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })

/**
 * Answers the question in a prompt with the prompt's own sentences: those that share words with the question, in
 * their order. The question is the last sentence that ends in a question mark, else the first line. What is to be rewritten is
 * shortened. Deterministic, never empty, and always begins with {@link extractLabel}.
 */
export function extractFrom(prompt: string): string {
  const marked = readRefinePrompt(prompt)
  if (marked) return extractLabel + shortenSpan(marked)
  const all = toSentences(prompt.slice(0, maxPromptLength))
  const question = all.findLast((sentence) => /[?？]["'”’)\]]*$/.test(sentence)) ?? all[0]
  if (question === undefined) return `${extractLabel}the prompt is empty, so there is nothing to extract.`
  const passages = all.filter((sentence) => sentence !== question)
  if (passages.length === 0) {
    return `${extractLabel}the prompt holds no passages to extract from, only this: “${shorten(question)}”`
  }
  const wanted = stems(question)
  const scored = passages.map((sentence) => ({ sentence, score: wanted.intersection(stems(sentence)).size }))
  const best = scored.reduce((most, { score }) => Math.max(most, score), 0)
  if (best === 0) {
    return `${extractLabel}nothing else in the prompt bears on “${shorten(question)}”`
  }
  // weak matches are noise beside strong ones
  const bearing = scored.filter(({ score }) => score > 0 && score * 3 >= best)
  return extractLabel + bearing.map(({ sentence }) => sentence).join(' ')
}

/** Of a span the sentences that bear on the instruction; if none do, or all, the first; of one sentence that. */
function shortenSpan({ text, start, end, instruction }: MarkedSpan): string {
  const span = text.slice(start, end).trim()
  const all = toSentences(span.slice(0, maxPromptLength))
  const wanted = stems(instruction)
  const bearing = all.filter((sentence) => wanted.intersection(stems(sentence)).size > 0)
  if (bearing.length > 0 && bearing.length < all.length) return bearing.join(' ')
  return all[0] ?? span
}

/** Lines end sentences too: lists and headings have no full stops. */
function toSentences(text: string): string[] {
  return text
    .split(/\r?\n/)
    .flatMap((line) => Array.from(sentences.segment(line), ({ segment }) => segment.trim()))
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
}

/** The words of a sentence that can bear on something, without case, accents and the commonest English endings. */
function stems(sentence: string): Set<string> {
  const words =
    sentence
      .normalize('NFKD')
      .toLowerCase()
      .replace(/\p{M}/gu, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return new Set(words.filter((word) => !stopWords.has(word)).map(stem))
}

function stem(word: string): string {
  if (word.length < 4) return word
  const bare = word.replace(/(?:ations?|ments?|ings?|ies|ied|ness|edly|ed|es|ly|s)$/, '')
  const root = bare.length < 3 ? word : bare
  return root.length > 4 ? root.replace(/[ey]$/, '') : root
}

function shorten(sentence: string): string {
  return sentence.length <= 300 ? sentence : `${sentence.slice(0, 299).toWellFormed()}…`
}
