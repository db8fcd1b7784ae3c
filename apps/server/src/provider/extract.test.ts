import { refinePrompt } from '@sluice/core/revision/refine-prompt'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extractFrom, extractLabel } from './extract.ts'

const answer = (prompt: string) => extractFrom(prompt).slice(extractLabel.length)

describe('extractFrom', () => {
  it('joins the sentences that bear on the question, in their order', () => {
    expect(answer('The Elbe is a river. Bananas are yellow. Rivers flow to the sea. Where do rivers flow?')).toBe(
      'The Elbe is a river. Rivers flow to the sea.',
    )
  })

  it('leaves out what shares next to nothing when there is better', () => {
    expect(answer('The river Elbe flows through Hamburg. Hamburg is large. Which river flows through Hamburg?')).toBe(
      'The river Elbe flows through Hamburg.',
    )
  })

  it('takes the first line for the question when none is asked', () => {
    expect(answer('Costs of the harbour\nThe harbours cost a million.\nIt rains.')).toBe('The harbours cost a million.')
  })

  it('says so when nothing bears, when there is only a question, and when there is nothing', () => {
    expect(answer('Bananas are yellow. Who won?')).toBe('nothing else in the prompt bears on “Who won?”')
    expect(answer('Who won?')).toBe('the prompt holds no passages to extract from, only this: “Who won?”')
    expect(answer(' \n ')).toBe('the prompt is empty, so there is nothing to extract.')
  })

  it('reads other scripts, and words whose case and accents differ', () => {
    expect(answer('Das Café Größe liegt am Markt. Es regnet. Wo ist das CAFE?')).toBe('Das Café Größe liegt am Markt.')
  })

  it('is long for a long prompt, quickly', () => {
    const prompt = `${Array.from({ length: 2_000 }, (_, n) => `Sentence ${n} tells of rivers.`).join(' ')} What of rivers?`
    expect(answer(prompt).match(/Sentence/g)).toHaveLength(2_000)
  })

  it('shortens a span that is to be rewritten, to what bears on the instruction or else to its beginning', () => {
    const text = 'Before. The Elbe is long. It flows to the sea. Ships go there. After.'
    const [start, end] = [text.indexOf('The'), text.indexOf(' After')]
    const rewrite = (instruction: string, to = end) => answer(refinePrompt({ text, start, end: to, instruction }))
    expect(rewrite('Only what it says of the sea and of ships')).toBe('It flows to the sea. Ships go there.')
    expect(rewrite('Shorter')).toBe('The Elbe is long.')
    expect(rewrite('Shorter', start + 'The Elbe'.length)).toBe('The Elbe')
    expect(answer(refinePrompt({ text: '* * *', start: 0, end: 5, instruction: 'x' }))).toBe('* * *')
  })

  it('never fails, is never empty, says the same again, and labels itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (prompt) => {
        const text = extractFrom(prompt)
        expect(text).toBe(extractFrom(prompt))
        expect(text.startsWith(extractLabel)).toBe(true)
        expect(text.length).toBeGreaterThan(extractLabel.length)
      }),
    )
  })
})
