import { type DatabaseCost, measureDatabase } from './relay/database-cost.ts'
import type { Load, LoadResult } from './relay/load.ts'
import { readLoads } from './relay/load-list.ts'
import { wrongOf } from './relay/measured-rows.ts'
import { commonOptions, numberOf, numbersOf, readOptions } from './relay/options.ts'
import { prepareTargets } from './relay/prepare.ts'
import { budgetLine } from './relay/relay-budgets.ts'
import { measureOne, runLoad, startBench, untilQuiet, warmUp } from './relay/run-one.ts'
import { sluices, startSluice } from './relay/sluice.ts'
import { loadCells, loadHeads, markdownTable, percent, short } from './relay/table.ts'
import { replaceTable } from './replace-table.ts'

// How Sluice grows: with generations, with watchers, with replicas; and what a generation costs the database. Writes its tables into docs/benchmarks.md.

const options = readOptions({
  ...commonOptions,
  keys: 'S,SP',
  /** The last has a tenth of the rate: at 40 tokens/s its 5,000 streams would be more than one core of the load client takes. */
  loads: '50x1x40,100x1x40,200x1x40,500x1x40,1000x1x40,50x10x40,50x100x4',
  /** Processes, each of the role `all`, on one PostgreSQL. */
  replicas: '1,2,4',
  /** What the replicas are given together. */
  shared: '100x1x40',
  dur: '10',
})
const [seconds, counts, loads] = [numberOf(options, 'dur'), numbersOf(options, 'replicas'), readLoads(options.loads)]
const [shared = { generations: 100, watchers: 1, rate: 40 }] = readLoads(options.shared)
const { ready, missing } = await prepareTargets(options.keys)
await using bench = await startBench(options)

const loadLines: string[][] = []
for (const load of loads) {
  for (const [, target] of ready) {
    await untilQuiet()
    const result = await measureOne(bench, target, { ...load, seconds })
    loadLines.push(print([nameOf(load), target.name, ...cellsOf(result)]))
  }
}

const replicaHeads = [
  'replicas',
  'tokens/s',
  'added p50',
  'p95',
  'p99',
  'across: share',
  'p50',
  'p95',
  'p99',
  'CPU/token',
  'whole',
]
const costHeads = ['replicas', 'statements', 'rows and indexes', 'log (WAL)', 'database CPU']
const [replicaLines, costLines]: [string[][], string[][]] = [[], []]
let worstAcross = Number.NaN
if (ready.has('SP')) {
  for (const count of counts) {
    await untilQuiet()
    const { result, cost } = await measureReplicas(count, shared)
    const across = result.addedAcross
    if (across) worstAcross = Math.max(across.p95, Number.isNaN(worstAcross) ? 0 : worstAcross)
    replicaLines.push(print([String(count), ...replicaCells(result)]))
    costLines.push(print([String(count), ...costCells(cost, result, shared.generations)]))
  }
}

const left = missing.length > 0 ? `Not measured: ${missing.join('; ')}.\n\n` : ''
const table = [
  markdownTable(['load', 'server', ...loadHeads], loadLines),
  `Replicas of the role \`all\` on one PostgreSQL, ${options.shared}; each generation is started at one and watched at the next. "Across": the tokens that another replica than the watched one got from the provider.`,
  markdownTable(replicaHeads, replicaLines),
  'What each of these generations cost the database, its watching included:',
  markdownTable(costHeads, costLines),
  `${left}Budgets:\n\n${budgetLine('added p95 across replicas, the most', { seen: worstAcross, most: 100, unit: ' ms' })}`,
].join('\n\n')
console.log(`\n${table}`)
if (options.write !== 'no')
  replaceTable(
    'growth',
    table,
    `One run each of ${options.dur} s; all servers, PostgreSQL too, on core ${options.server}.`,
  )

async function measureReplicas(replicas: number, load: Load): Promise<{ result: LoadResult; cost: DatabaseCost }> {
  const running = await startSluice({ ...bench, on: 'PostgreSQL', replicas })
  const measured = { target: sluices.SP, running }
  try {
    await warmUp(bench, measured)
    return await measureDatabase(running.env, () => runLoad(bench, measured, { ...load, seconds }))
  } finally {
    await running.stop()
  }
}

function nameOf({ generations, watchers, rate }: Load): string {
  return `${generations} × ${watchers} at ${rate}`
}

function cellsOf(result: LoadResult): string[] {
  return loadCells({ ...result, ...result.added, wrong: wrongOf(result) })
}

function replicaCells(result: LoadResult): string[] {
  const [tokens = '', p50 = '', p95 = '', p99 = '', , cpu = '', , , whole = ''] = cellsOf(result)
  const across = result.addedAcross
  const acrossCells = across
    ? [percent(across.share), `${short(across.p50)} ms`, short(across.p95), short(across.p99)]
    : ['–', '–', '–', '–']
  return [tokens, p50, p95, p99, ...acrossCells, cpu, whole]
}

function costCells(
  { statements, storedBytes, logBytes }: DatabaseCost,
  result: LoadResult,
  generations: number,
): string[] {
  const perGeneration = (value: number, unit: string) => `${short(value / generations)}${unit}`
  return [
    perGeneration(statements, ''),
    perGeneration(storedBytes / 1_000, ' kB'),
    perGeneration(logBytes / 1_000, ' kB'),
    `${short(result.databaseCpuPerToken)} µs a token`,
  ]
}

function print(cells: string[]): string[] {
  console.log(cells.join(', '))
  return cells
}
