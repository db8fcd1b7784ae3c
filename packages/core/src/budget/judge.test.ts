import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatAmount, parseAmount } from './amount.ts'
import type { BudgetStanding } from './budget.ts'
import { amountOf, costRange, type Estimate } from './estimate.ts'
import { isBeyond, judge } from './judge.ts'

const budget: BudgetStanding = {
  id: 'b1',
  scope: 'PERSON',
  subject: 'p1',
  period: 'DAY',
  unit: 'TOKENS',
  action: 'REFUSE',
  limit: '100',
  used: '0',
  reserved: '0',
  periodStart: new Date('2026-11-26T00:00:00Z'),
  resetsAt: new Date('2026-11-27T00:00:00Z'),
}
const estimate: Estimate = { inputTokens: 10, outputTokens: 20, inputCost: '0.01', outputTokenCost: '0.002' }
const unpriced: Estimate = { ...estimate, inputCost: null, outputTokenCost: null }
const money: BudgetStanding = { ...budget, id: 'b2', unit: 'MONEY', limit: '1' }

test('an estimate is the input and all that may be written', () => {
  expect(amountOf(estimate, 'TOKENS')).toBe(parseAmount('30'))
  expect(amountOf(estimate, 'MONEY')).toBe(parseAmount('0.05'))
  expect(costRange(estimate)).toEqual({ least: '0.01', most: '0.05' })
  expect(costRange(unpriced)).toBeNull()
})

test.each([
  ['to the last token', { used: '40', reserved: '30' }, 'room'],
  ['one token short', { used: '40', reserved: '31' }, 'refused'],
  ['used beyond the limit', { used: '400' }, 'refused'],
  ['one short, with approval', { used: '71', action: 'APPROVAL' as const }, 'approval'],
])('%s: %o', (_, standing, tag) => {
  expect(judge([{ ...budget, ...standing }], estimate).tag).toBe(tag)
})

test('no budget has room for anything', () => {
  expect(judge([], estimate)).toEqual({ tag: 'room' })
})

test('of several one that refuses is enough; and of those the one that begins anew last is told', () => {
  const waits = { ...budget, used: '100', action: 'APPROVAL' as const }
  const month = {
    ...budget,
    id: 'b3',
    used: '100',
    period: 'MONTH' as const,
    resetsAt: new Date('2026-12-01T00:00:00Z'),
  }
  expect(judge([waits, { ...budget, used: '100' }, month, money], estimate)).toMatchObject({
    tag: 'refused',
    over: [{ id: 'b3' }, { id: 'b1', action: 'REFUSE' }],
  })
  expect(judge([waits, money], estimate)).toMatchObject({ tag: 'approval', over: [waits] })
})

test('what is more than all of a budget never fits; at a limit of 0 it is like everything else', () => {
  expect(isBeyond({ ...budget, limit: '29' }, estimate)).toBe(true)
  expect(isBeyond({ ...budget, limit: '30', used: '30' }, estimate)).toBe(false)
  expect(isBeyond({ ...budget, limit: '0' }, estimate)).toBe(false)
  expect(isBeyond({ ...money, limit: '0.01' }, unpriced)).toBe(false)
})

test('what is free always fits; what costs nobody knows what fits while anything is left', () => {
  const over = { ...money, used: '2' }
  expect(judge([over], { ...estimate, inputCost: '0', outputTokenCost: '0' }).tag).toBe('room')
  expect(judge([over], unpriced).tag).toBe('refused')
  expect(judge([{ ...money, used: '1' }], unpriced).tag).toBe('refused')
  expect(judge([{ ...money, used: '0.999999999' }], unpriced).tag).toBe('room')
})

test('used and reserved never pass the limit, in whatever order starts and endings come', () => {
  const step = fc.record({
    isStart: fc.boolean(),
    tokens: fc.integer({ min: 1, max: 60 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    which: fc.nat(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), fc.integer({ min: 0, max: 200 }), (steps, limit) => {
      let used = 0
      const running: number[] = []
      const reserved = () => running.reduce((sum, each) => sum + each, 0)
      for (const { isStart, tokens: count, share, which } of steps) {
        if (isStart) {
          const now = { ...budget, limit: `${limit}`, used: `${used}`, reserved: `${reserved()}` }
          const { tag } = judge([now], { ...estimate, inputTokens: 0, outputTokens: count })
          expect(tag === 'room').toBe(used + reserved() + count <= limit)
          if (tag === 'room') running.push(count)
        } else if (running.length > 0) {
          const [ended = 0] = running.splice(which % running.length, 1)
          used += Math.floor(ended * share)
        }
        expect(used + reserved()).toBeLessThanOrEqual(limit)
      }
    }),
  )
})

test('sums of money are exact', () => {
  const tenth: Estimate = { inputTokens: 1, outputTokens: 0, inputCost: '0.1', outputTokenCost: '0' }
  let used = 0n
  for (let count = 0; count < 10; count += 1) {
    expect(judge([{ ...money, used: formatAmount(used) }], tenth).tag).toBe('room')
    used += parseAmount('0.1')
  }
  expect(judge([{ ...money, used: formatAmount(used) }], tenth).tag).toBe('refused')
})
