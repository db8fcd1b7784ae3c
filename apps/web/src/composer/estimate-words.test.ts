import { expect, test } from 'vitest'
import { makeFormats } from '../i18n/formats.ts'
import { estimateDe } from './estimate.de.ts'
import { estimateEn } from './estimate.en.ts'
import { leftOf, makeWriteAmount, makeWriteUntil, estimateWords as say } from './estimate-words.ts'

const write = makeWriteAmount(estimateEn, makeFormats('en'))
const until = ({ period }: { period: string }) => (period === 'DAY' ? '2:00 AM' : 'Dec 1')
const estimateWords = (told: Parameters<typeof say>[0], budgets: Parameters<typeof say>[1]) =>
  say(told, budgets, { words: estimateEn, write, until })

const estimate = {
  inputTokens: 1_208,
  maxOutputTokens: 8_192,
  maxCost: '0.0213',
  verdict: 'ROOM',
  exceeded: [],
} as const
const day = { unit: 'MONEY', period: 'DAY', limit: '5', used: '0.5', reserved: '0.4', resetsAt: '' } as const
const month = { unit: 'TOKENS', period: 'MONTH', limit: '50000', used: '0', reserved: '0', resetsAt: '' } as const

test('says what it costs at most, and what is left', () => {
  expect(estimateWords(estimate, [day])?.text).toBe('About $0.02 at most; $4.10 left until 2:00 AM')
  expect(estimateWords(estimate, [])?.text).toBe('About $0.02 at most')
  expect(estimateWords({ ...estimate, maxCost: '0' }, [day])?.text).toBe('Costs nothing; $4.10 left until 2:00 AM')
  expect(estimateWords({ ...estimate, maxCost: null }, [])?.text).toBe('About 9,400 tokens at most')
  expect(estimateWords(estimate, [month])?.text).toBe('About 9,400 tokens at most; 50,000 tokens left until Dec 1')
})

test('of several budgets the tightest is told, also before anything is typed', () => {
  expect(estimateWords(null, [{ ...day, limit: '90' }, day, month])?.text).toBe('$4.10 left until 2:00 AM')
  expect(estimateWords(null, [])).toBeNull()
})

test('says that there is no room, and what becomes of it', () => {
  const exceeded = [{ ...day, used: '4.59' }]
  expect(estimateWords({ ...estimate, verdict: 'REFUSED', exceeded }, exceeded)).toEqual({
    text: 'About $0.02 at most. That is more than $0.01 left until 2:00 AM. It would be refused.',
    isHeld: true,
  })
  const ofTokens = [{ ...month, used: '49000' }]
  expect(estimateWords({ ...estimate, verdict: 'REFUSED', exceeded: ofTokens }, [day, ...ofTokens])?.text).toBe(
    'About 9,400 tokens at most. That is more than 1,000 tokens left until Dec 1. It would be refused.',
  )
  const hidden = [{ ...day, limit: null, used: null, reserved: null }]
  expect(estimateWords({ ...estimate, verdict: 'APPROVAL', exceeded: hidden }, [])?.text).toBe(
    'About $0.02 at most. That is more than the space has left. It would wait until somebody approves it.',
  )
})

test('says when it begins anew by the reader’s own clock, and of a month by its day as well', () => {
  const write = makeWriteUntil({ ...makeFormats('en'), clock: (at) => `clock of ${at}` })
  const resetsAt = '2026-12-15T00:00:00Z'
  expect(write({ period: 'DAY', resetsAt })).toBe(`clock of ${resetsAt}`)
  expect(write({ period: 'MONTH', resetsAt })).toMatch(/^Dec 1[45], \d\d:\d\d/)
})

test('in German, too', () => {
  const speech = { words: estimateDe, write: makeWriteAmount(estimateDe, makeFormats('de')), until: () => '02:00' }
  expect(say(estimate, [day], speech)?.text.replaceAll(/\s/g, ' ')).toBe(
    'Etwa 0,02 $ höchstens; bis 02:00 noch 4,10 $ übrig',
  )
})

test('what is overdrawn has nothing left, and fractions of a cent are told', () => {
  expect(leftOf({ limit: '1', used: '1.2', reserved: '0' })).toBe(0)
  expect(leftOf({ limit: null, used: null, reserved: null })).toBeNull()
  expect(write('MONEY', 0.000423)).toBe('$0.00042')
  expect(write('TOKENS', 1)).toBe('1 token')
})
