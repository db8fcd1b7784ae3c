import { type Held, toMemoryRow } from './relay/memory-rows.ts'
import { commonOptions, numberOf, readOptions } from './relay/options.ts'
import { allKeys, prepareTargets } from './relay/prepare.ts'
import { budgetLine } from './relay/relay-budgets.ts'
import { runLoad, startBench, untilQuiet, warmUp } from './relay/run-one.ts'
import { markdownTable, short } from './relay/table.ts'
import type { Target } from './relay/target.ts'
import { replaceTable } from './replace-table.ts'

// What an open stream holds: resident memory with many streams less that with few in the same process, each after a garbage collection. Writes its
// table into docs/benchmarks.md.

const options = readOptions({
  ...commonOptions,
  keys: allKeys,
  /** Streams that are open, fewer and more. */
  few: '100',
  many: '500',
  /** Tokens a second of each: all peers keep up with 500 such streams. */
  rate: '10',
  reps: '3',
})
const [few, many, rate] = [numberOf(options, 'few'), numberOf(options, 'many'), numberOf(options, 'rate')]
const reps = numberOf(options, 'reps')
const { ready, missing } = await prepareTargets(options.keys)
const runs = new Map<string, Held[]>([...ready.keys()].map((key) => [key, []]))
await using bench = await startBench(options)
for (let rep = 1; rep <= reps; rep += 1) {
  for (const [key, target] of ready) {
    await untilQuiet()
    const held = await measure(target)
    runs.get(key)?.push(held)
    console.log(`${key}: ${short((held.many - held.few) / 1_000 / (many - few))} kB a stream`)
  }
}

const rows = [...ready].map(([key, { name }]) => toMemoryRow({ key, name, streams: many - few }, runs.get(key) ?? []))
const heads = ['server', `held with ${many}`, 'a stream', 'least', 'most']
const lines = rows.map(({ key, name, manyMb, streamKb, leastKb, mostKb }) => [
  `${key} ${name}`,
  `${short(manyMb)} MB`,
  `${short(streamKb)} kB`,
  short(leastKb),
  short(mostKb),
])
const left = missing.length > 0 ? `\n\nNot measured: ${missing.join('; ')}.` : ''
const sluice = rows.find(({ key }) => key === 'S')?.streamKb ?? Number.NaN
const budget = budgetLine('RSS per open stream of Sluice on PGlite', { seen: sluice, most: 100, unit: ' kB' })
const table = `${markdownTable(heads, lines)}${left}\n\nBudgets:\n\n${budget}`
console.log(`\n${table}`)
const note = `Medians of ${options.reps} runs, of ${options.few} and ${options.many} streams of ${options.rate} tokens/s with one watcher each.`
if (options.write !== 'no') replaceTable('memory', table, note)

async function measure(target: Target): Promise<Held> {
  const running = await target.start({ ...bench, canCollect: true })
  try {
    const measured = { target, running }
    await warmUp(bench, measured)
    const heldWith = async (generations: number) => {
      const { heldBytes, whole, streams, faults } = await runLoad(bench, measured, {
        generations,
        watchers: 1,
        rate,
        seconds: 3,
      })
      if (whole < streams) throw new Error(`${target.name}: ${streams - whole} not whole: ${JSON.stringify(faults)}`)
      return heldBytes
    }
    return { few: await heldWith(few), many: await heldWith(many) }
  } finally {
    await running.stop()
  }
}
