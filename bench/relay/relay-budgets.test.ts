import { expect, test } from 'vitest'
import type { Row } from './measured-rows.ts'
import { budgetLine, relayBudgets } from './relay-budgets.ts'

const row = (more: Partial<Row>) =>
  ({ generations: 500, watchers: 1, rate: 40, whole: 1_500, streams: 1_500, wrong: 0, ...more }) as Row

test('a budget is met up to its bound, and missed beyond', () => {
  expect(budgetLine('CPU', { seen: 2, most: 2, unit: ' µs' })).toBe('- CPU, at most 2.00 µs: 2.00 µs, met.')
  expect(budgetLine('CPU', { seen: 2.1, most: 2 })).toContain('**missed**')
  expect(budgetLine('Streams', { seen: 949, least: 950 })).toContain('**missed**')
})

test('what was not measured is neither met nor missed', () => {
  for (const line of relayBudgets([row({ key: 'P1' })]).split('\n')) expect(line).toContain('not measured')
})

test('a budget against a peer compares both under the same load', () => {
  const load = { generations: 100, watchers: 1, rate: 40 }
  const rows = [row({ key: 'S', ...load, cpuPerToken: 30 }), row({ key: 'P1', ...load, cpuPerToken: 20 })]
  expect(relayBudgets(rows)).toContain("CPU per token at 100x1x40, as a share of P1's, at most 1.00: 1.50, **missed**")
  expect(relayBudgets([...rows, row({ key: 'P3', cpuPerToken: 900 })])).toContain("P3's, at most 0.25: not measured")
})

test('every Sluice counts for lost tokens, and too few tokens or streams are no keeping up', () => {
  const kept = row({ key: 'S', tokensPerSecond: 19_500, offeredPerSecond: 20_000 })
  expect(relayBudgets([kept])).toContain('97.5 % of the tokens in time, 1500 of 1500 streams whole: met')
  expect(relayBudgets([{ ...kept, whole: 1_499 }])).toContain('1499 of 1500 streams whole: **missed**')
  expect(relayBudgets([{ ...kept, tokensPerSecond: 19_000 }])).toContain('1500 of 1500 streams whole: **missed**')
  expect(relayBudgets([kept, row({ key: 'SP', wrong: 1 })])).toContain('at most 0.00: 1.00, **missed**')
})
