import type { Row } from './measured-rows.ts'
import { short } from './table.ts'

// The headline is Sluice on PGlite, in one process with everything counted.

const headline = 'S'
/** Of tokens offered: the rest is where the window was cut. */
export const keepsUpShare = 0.97

/** One line: what was asked, what was measured, whether it was met. */
export function budgetLine(
  what: string,
  { seen, limit, unit = '' }: { seen: number; limit: number; unit?: string },
): string {
  const verdict = Number.isNaN(seen) ? 'not measured' : seen <= limit ? 'met' : '**missed**'
  return `- ${what}: ${short(seen)}${unit}, budget ${short(limit)}${unit}: ${verdict}`
}

/** The budgets that the relay's loads tell of; a load or peer that was left out says so. */
export function relayBudgets(rows: readonly Row[]): string {
  const find = (key: string, load: string) =>
    rows.find((row) => row.key === key && `${row.generations}x${row.watchers}x${row.rate}` === load)
  const ratio = (load: string, peer: string) =>
    (find(headline, load)?.cpuPerToken ?? Number.NaN) / (find(peer, load)?.cpuPerToken ?? Number.NaN)
  const many = find(headline, '500x1x40')
  const wrong = rows.filter(({ key }) => key.startsWith('S')).reduce((sum, row) => sum + row.wrong, 0)
  const perToken = (load: string, peer: string, limit: number) =>
    budgetLine(`CPU per token of ${peer}'s at ${load}`, { seen: ratio(load, peer), limit })
  return [
    perToken('100x1x40', 'P1', 1),
    perToken('100x1x40', 'P2o', 1 / 4),
    perToken('100x1x40', 'P3', 1 / 4),
    perToken('100x1x40', 'P5', 1 / 3),
    perToken('50x10x40', 'P1', 0.8),
    `- 500x1x40 keeps up: ${keptUp(many)}`,
    budgetLine('p99 added at 500x1x40', { seen: many?.p99 ?? Number.NaN, limit: 75, unit: ' ms' }),
    budgetLine('first token added p50 at 500x1x40', {
      seen: many?.firstAddedP50 ?? Number.NaN,
      limit: 10,
      unit: ' ms',
    }),
    budgetLine('RSS per open stream at 500x1x40', {
      seen: many?.residentKbPerStream ?? Number.NaN,
      limit: 100,
      unit: ' kB',
    }),
    budgetLine('streams of Sluice with a token lost, doubled or out of order', { seen: wrong, limit: 0 }),
  ].join('\n')
}

function keptUp(row: Row | undefined): string {
  if (!row) return 'not measured'
  const share = row.tokensPerSecond / row.offeredPerSecond
  const isMet = share >= keepsUpShare && row.whole === row.streams
  return `${(share * 100).toFixed(1)} % of the tokens in time, ${row.whole} of ${row.streams} streams whole: ${isMet ? 'met' : '**missed**'}`
}
