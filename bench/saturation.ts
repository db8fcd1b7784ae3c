import { type Capacity, carried } from './relay/capacity-steps.ts'
import { findCapacity } from './relay/find-capacity.ts'
import { commonOptions, numberOf, readOptions } from './relay/options.ts'
import { allKeys, prepareTargets } from './relay/prepare.ts'
import { budgetLine } from './relay/relay-budgets.ts'
import { startBench, untilQuiet } from './relay/run-one.ts'
import { cpuCell, markdownTable, percent, short } from './relay/table.ts'
import type { Target } from './relay/target.ts'
import { replaceTable } from './replace-table.ts'

// How many streams of 40 tokens/s one core carries: each whole, p99 added at most 250 ms. Writes its table into docs/benchmarks.md.

const options = readOptions({
  ...commonOptions,
  keys: allKeys,
  rate: '40',
  dur: '8',
  /** Loads that are tried for each target. */
  steps: '8',
  /** Streams to begin the search at; 0 for what each target carries about. */
  from: '0',
})
const search = { rate: numberOf(options, 'rate'), seconds: numberOf(options, 'dur'), steps: numberOf(options, 'steps') }
const from = numberOf(options, 'from')
const { ready, missing } = await prepareTargets(options.keys)
await using bench = await startBench(options)
const found = new Map<string, Capacity>()
for (const [key, target] of ready) {
  await untilQuiet()
  const capacity = await findCapacity(bench, target, { ...search, from: from || target.carries })
  found.set(key, capacity)
  console.log(`${key}: ${capacity.streams} streams; ${capacity.tries.join(', ')}`)
}

const byHand = carried(found, 'P1') || Number.NaN // of nothing there is no share
const heads = ['server', 'streams', 'of P1', 'tokens/s', 'added p50', 'p99', 'CPU of a core', 'CPU/token', 'harness']
const lines = [...found].map(([key, capacity]) => cellsOf(key, ready.get(key), capacity))
const sluice = carried(found, 'S')
const budgets = [
  budgetLine('Streams that Sluice carries on PGlite', { seen: sluice, least: 950 }),
  budgetLine('As a share of those of the hand-written relay', { seen: sluice / byHand, least: 0.8 }),
]
const left = missing.length > 0 ? `\n\nNot measured: ${missing.join('; ')}.` : ''
const table = `${markdownTable(heads, lines)}${left}\n\nBudgets:\n\n${budgets.join('\n')}`
console.log(`\n${table}`)
const note = `Streams of ${options.rate} tokens/s with one watcher each, on core ${options.server}; where the harness took 90 % of its core or more, it was the limit.`
if (options.write !== 'no') replaceTable('saturation', table, note)

function cellsOf(key: string, target: Target | undefined, { streams, result, isBound }: Capacity): string[] {
  const name = `${key} ${target?.name ?? ''}`
  if (!result) return [name, `< ${streams}`, ...heads.slice(2).map(() => '–')]
  return [
    name,
    `${isBound ? '' : '≥ '}${streams}`,
    (streams / byHand).toFixed(2),
    short(result.tokensPerSecond),
    `${short(result.added.p50)} ms`,
    short(result.added.p99),
    percent(result.cpuShare),
    cpuCell(result),
    percent(result.harnessShare),
  ]
}
