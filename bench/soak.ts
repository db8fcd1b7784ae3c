import { setTimeout as delay } from 'node:timers/promises'
import { residentBytes, slopeOf } from '../test/support/process-memory.ts'
import { commonOptions, numberOf, readOptions } from './relay/options.ts'
import { prepareTargets } from './relay/prepare.ts'
import { type ProcessState, stateOf } from './relay/process-state.ts'
import { budgetLine } from './relay/relay-budgets.ts'
import { type Bench, runLoad, startBench } from './relay/run-one.ts'
import { sluices, startSluice } from './relay/sluice.ts'
import { markdownTable, short } from './relay/table.ts'
import { sweepAndSize, type TableSizes } from './relay/table-sizes.ts'
import { replaceTable } from './replace-table.ts'

// Sluice for an hour under steady work: round after round of generations that are started, watched and end. Does its memory grow, does it keep
// files or threads, do its tables shrink again? Writes its table into docs/benchmarks.md.

const options = readOptions({
  ...commonOptions,
  keys: 'S',
  minutes: '60',
  streams: '200',
  rate: '40',
  /** Seconds of each round's window. */
  round: '60',
})
const [minutes, roundSeconds] = [numberOf(options, 'minutes'), numberOf(options, 'round')]
const load = { generations: numberOf(options, 'streams'), watchers: 1, rate: numberOf(options, 'rate') }
/** Until then it fills its caches and its heap reaches its size. */
const settledMinutes = Math.min(10, minutes / 4)
const sampleMs = 5_000

const { ready, missing } = await prepareTargets(options.keys, sluices)
await using bench = await startBench(options)
const heads = [
  'server',
  'generations',
  'whole',
  'p99 added, worst round',
  'RSS slope',
  'RSS',
  'files',
  'threads',
  'events at its end',
  'after a last sweep',
  'generations’ table',
]
const lines: string[][] = []
const budgets: string[] = []
for (const key of ready.keys()) {
  const soaked = await soak(bench, key === 'SP' ? 'PostgreSQL' : 'PGlite')
  lines.push(cellsOf(ready.get(key)?.name ?? key, soaked))
  budgets.push(budgetLine(`RSS slope of ${key}`, { seen: soaked.slopeMb, most: 1, unit: ' MB/min' }))
}
const left = missing.length > 0 ? `\n\nNot measured: ${missing.join('; ')}.` : ''
const table = `${markdownTable(heads, lines)}${left}\n\nBudgets:\n\n${budgets.join('\n')}`
console.log(`\n${table}`)
const note = `${options.minutes} minutes, ${options.streams} streams at ${options.rate} tokens/s in rounds of ${options.round} s; the slope is that after ${settledMinutes} minutes.`
if (options.write !== 'no') replaceTable('soak', table, note)

interface Soaked {
  readonly streams: number
  readonly whole: number
  readonly faults: readonly string[]
  readonly worstP99: number
  /** MB a minute, by the best straight line. */
  readonly slopeMb: number
  /** At rest, after the first round and after the last. */
  readonly first: ProcessState
  readonly last: ProcessState
  readonly before: TableSizes
  readonly after: TableSizes
}

async function soak(bench: Bench, on: 'PGlite' | 'PostgreSQL'): Promise<Soaked> {
  const sweepAfterMs = String(Math.round((minutes * 60_000) / 4))
  const running = await startSluice({ ...bench, on, env: { SLUICE_SWEEP_AFTER_MS: sweepAfterMs } })
  const [pid = 0] = running.pids
  const samples: [number, number][] = []
  const beganAt = performance.now()
  const minutesGone = () => (performance.now() - beganAt) / 60_000
  const timer = setInterval(() => samples.push([minutesGone(), residentBytes(pid)]), sampleMs)
  try {
    let [streams, whole, worstP99] = [0, 0, 0]
    const faults: string[] = []
    const states: ProcessState[] = []
    while (minutesGone() < minutes) {
      const course = { ...load, seconds: roundSeconds, graceMs: 10_000 }
      const result = await runLoad(bench, { target: sluices.S, running }, course)
      streams += result.streams
      whole += result.whole
      worstP99 = Math.max(worstP99, result.added.p99)
      if (result.whole < result.streams) faults.push(JSON.stringify(result.faults))
      await delay(1_000)
      states.push(stateOf(pid))
      console.log(
        `${minutesGone().toFixed(1)} min: ${result.whole}/${result.streams} whole, p99 ${result.added.p99.toFixed(0)} ms, ${describe(stateOf(pid))}`,
      )
    }
    clearInterval(timer)
    const settled = samples.filter(([at]) => at >= settledMinutes)
    const [first, last] = [states[0], states.at(-1)]
    if (!first || !last) throw new Error('no round was made')
    await running.halt()
    const { before, after } = await sweepAndSize(running.env)
    return { streams, whole, faults, worstP99, slopeMb: slopeOf(settled) / 2 ** 20, first, last, before, after }
  } finally {
    clearInterval(timer)
    await running.stop()
  }
}

function describe({ residentBytes, files, threads }: ProcessState): string {
  return `${(residentBytes / 2 ** 20).toFixed(0)} MB, ${files} files, ${threads} threads`
}

function cellsOf(name: string, soaked: Soaked): string[] {
  const { first, last, before, after } = soaked
  const fault = soaked.faults.length > 0 ? ` (${soaked.faults.join(', ')})` : ''
  const events = ({ events, eventBytes }: TableSizes) =>
    `${events.toLocaleString('en')} rows, ${short(eventBytes / 2 ** 20)} MB`
  return [
    name,
    soaked.streams.toLocaleString('en'),
    `${soaked.whole}/${soaked.streams}${fault}`,
    `${short(soaked.worstP99)} ms`,
    `${soaked.slopeMb.toFixed(2)} MB/min`,
    `${short(first.residentBytes / 2 ** 20)} → ${short(last.residentBytes / 2 ** 20)} MB`,
    `${first.files} → ${last.files}`,
    `${first.threads} → ${last.threads}`,
    events(before),
    events(after),
    `${short(after.generationBytes / 2 ** 20)} MB`,
  ]
}
