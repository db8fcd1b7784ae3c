import type { Row } from './measured-rows.ts'
import { short } from './table.ts'

// The headline is Sluice on PGlite, in one process with everything counted.

const headline = 'S'
/** Of tokens offered: the rest is where the window was cut. */
export const keepsUpShare = 0.97

/** What was measured, and the most or the least that it may be. */
interface Verdict {
  readonly seen: number
  readonly most?: number
  readonly least?: number
  readonly unit?: string
}

/** One line: what was asked, what was measured, whether it was met. */
export function budgetLine(what: string, { seen, most, least, unit = '' }: Verdict): string {
  const bound = most === undefined ? `at least ${short(least ?? Number.NaN)}` : `at most ${short(most)}`
  if (Number.isNaN(seen)) return `- ${what}, ${bound}${unit}: not measured.`
  const isMet = seen <= (most ?? Number.POSITIVE_INFINITY) && seen >= (least ?? Number.NEGATIVE_INFINITY)
  return `- ${what}, ${bound}${unit}: ${short(seen)}${unit}, ${isMet ? 'met' : '**missed**'}.`
}

/** The budgets that the relay's loads tell of; a load or peer that was left out says so. */
export function relayBudgets(rows: readonly Row[]): string {
  const find = (key: string, load: string) =>
    rows.find((row) => row.key === key && `${row.generations}x${row.watchers}x${row.rate}` === load)
  const ratio = (load: string, peer: string) =>
    (find(headline, load)?.cpuPerToken ?? Number.NaN) / (find(peer, load)?.cpuPerToken ?? Number.NaN)
  const many = find(headline, '500x1x40')
  const ours = rows.filter(({ key }) => key.startsWith('S'))
  const wrong = ours.length > 0 ? ours.reduce((sum, row) => sum + row.wrong, 0) : Number.NaN
  const perToken = (load: string, peer: string, most: number) =>
    budgetLine(`CPU per token at ${load}, as a share of ${peer}'s`, { seen: ratio(load, peer), most })
  return [
    perToken('100x1x40', 'P1', 1),
    perToken('100x1x40', 'P2o', 1 / 4),
    perToken('100x1x40', 'P3', 1 / 4),
    perToken('100x1x40', 'P5', 1 / 3),
    perToken('50x10x40', 'P1', 0.8),
    `- 500x1x40 keeps up: ${keptUp(many)}`,
    budgetLine('p99 added at 500x1x40', { seen: many?.p99 ?? Number.NaN, most: 75, unit: ' ms' }),
    budgetLine('first token added p50 at 500x1x40', {
      seen: many?.firstAddedP50 ?? Number.NaN,
      most: 10,
      unit: ' ms',
    }),
    budgetLine('streams of Sluice with a token lost, doubled or out of order', { seen: wrong, most: 0 }),
  ].join('\n')
}

function keptUp(row: Row | undefined): string {
  if (!row) return 'not measured'
  const share = row.tokensPerSecond / row.offeredPerSecond
  const isMet = share >= keepsUpShare && row.whole === row.streams
  return `${(share * 100).toFixed(1)} % of the tokens in time, ${row.whole} of ${row.streams} streams whole: ${isMet ? 'met' : '**missed**'}`
}
