import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Load } from './relay/load.ts'
import { readLoads } from './relay/load-list.ts'
import { type Measurement, toRows } from './relay/measured-rows.ts'
import { commonOptions, numberOf, readOptions } from './relay/options.ts'
import { allKeys, prepareTargets } from './relay/prepare.ts'
import { relayBudgets } from './relay/relay-budgets.ts'
import { measureOne, startBench, untilQuiet } from './relay/run-one.ts'
import { relayTables } from './relay/table.ts'
import type { Target } from './relay/target.ts'
import { replaceTable } from './replace-table.ts'

// What relaying a stream of tokens costs, of Sluice and of its peers, in turn under the same loads. Writes its tables into docs/benchmarks.md.

const options = readOptions({
  ...commonOptions,
  keys: allKeys,
  loads: '100x1x40,500x1x40,50x10x40',
  reps: '3',
  dur: '10',
  /** A run beside which others took more of a core than this is made once more. */
  foreign: '0.12',
})
const [reps, seconds, foreignMost] = [numberOf(options, 'reps'), numberOf(options, 'dur'), numberOf(options, 'foreign')]
const loads = readLoads(options.loads)
const { ready, missing } = await prepareTargets(options.keys)
const raw = join(import.meta.dirname, `../.cache/bench/relay-${Date.now()}.jsonl`)
mkdirSync(dirname(raw), { recursive: true })

const all: Measurement[] = []
await using bench = await startBench(options)
for (let rep = 1; rep <= reps; rep += 1) {
  for (const load of loads) {
    for (const [key, target] of ready) {
      // One that does not start, once, is no reason to lose what the others have shown for half an hour.
      try {
        all.push(await measure(key, target, load))
      } catch (error) {
        console.log(`${key} was not measured: ${String(error)}`)
        missing.push(`${key} ${target.name}, once: ${String(error).split('\n', 1)[0]}`)
      }
    }
  }
}
const rows = toRows(all, ready)
const left = missing.length > 0 ? `\nNot measured: ${missing.join('; ')}.\n` : ''
const table = `${relayTables(rows)}${left}\nBudgets:\n\n${relayBudgets(rows)}`
console.log(`\n${table}`)
if (options.write !== 'no') replaceTable('relay', table, `Medians of ${options.reps} runs of ${options.dur} s each.`)

async function measure(key: string, target: Target, load: Load): Promise<Measurement> {
  await untilQuiet()
  const course = { ...load, seconds }
  let result = await measureOne(bench, target, course)
  if (result.foreignShare > foreignMost) {
    const again = await measureOne(bench, target, course)
    if (again.foreignShare < result.foreignShare) result = again
  }
  const measurement = { key, ...load, result }
  appendFileSync(raw, `${JSON.stringify(measurement)}\n`)
  const { tokensPerSecond, added, cpuPerToken, whole, streams, faults, sample } = result
  const wrong = whole < streams ? ` ${JSON.stringify(faults)} ${sample ?? ''}` : ''
  console.log(
    `${key} ${load.generations}x${load.watchers}x${load.rate}: ${tokensPerSecond.toFixed(0)} tokens/s, p50 ${added.p50.toFixed(1)}, ` +
      `p99 ${added.p99.toFixed(1)} ms, ${cpuPerToken.toFixed(1)} µs a token, ${whole}/${streams} whole${wrong}`,
  )
  return measurement
}
