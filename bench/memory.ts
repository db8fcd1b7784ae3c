import { type Held, kbEach, toMemoryRow } from './relay/memory-rows.ts'
import { commonOptions, numberOf, readOptions } from './relay/options.ts'
import { prepareTargets } from './relay/prepare.ts'
import { budgetLine } from './relay/relay-budgets.ts'
import { runLoad, startBench, untilQuiet, warmUp } from './relay/run-one.ts'
import { markdownTable, short } from './relay/table.ts'
import type { Target } from './relay/target.ts'
import { replaceTable } from './replace-table.ts'

// What an open stream holds: resident memory with many streams less that with few in the same process, each right after a garbage collection. Writes its
// table into docs/benchmarks.md.

const options = readOptions({
  ...commonOptions,
  /** Those that keep up with so many streams of 40 tokens/s; the other peers do with `rate=10`. */
  keys: 'P1,S,SP',
  /** Streams that are open, fewer and more. */
  few: '100',
  many: '500',
  rate: '40',
  reps: '3',
})
const [few, many, rate] = [numberOf(options, 'few'), numberOf(options, 'many'), numberOf(options, 'rate')]
const reps = numberOf(options, 'reps')
if (many <= few) throw new Error(`many=${many} must be more than few=${few}`)
const { ready, missing } = await prepareTargets(options.keys)
const runs = new Map<string, Held[]>([...ready.keys()].map((key) => [key, []]))
await using bench = await startBench(options)
for (let rep = 1; rep <= reps; rep += 1) {
  for (const [key, target] of ready) {
    await untilQuiet()
    // One that fails, once, is no reason to lose what the others have shown.
    try {
      const held = await measure(target)
      runs.get(key)?.push(held)
      console.log(`${key}: ${short(kbEach(held, many - few))} kB a stream`)
    } catch (error) {
      console.log(`${key} was not measured: ${String(error)}`)
      missing.push(`${key} ${target.name}, once: ${String(error).split('\n', 1)[0]}`)
    }
  }
}

const rows = new Map([...runs].map(([key, all]) => [key, toMemoryRow(all, many - few)]))
const heads = ['server', `held with ${many}`, 'a stream', 'least', 'most']
const lines = [...rows].map(([key, { heldMb, kbEach: each }]) => [
  `${key} ${ready.get(key)?.name ?? ''}`,
  `${short(heldMb)} MB`,
  `${short(each.median)} kB`,
  short(each.least),
  short(each.most),
])
const left = missing.length > 0 ? `\n\nNot measured: ${missing.join('; ')}.` : ''
const seen = rows.get('S')?.kbEach.median ?? Number.NaN
const budget = budgetLine(`RSS per open stream of Sluice on PGlite, at ${rate} tokens/s and without the garbage`, {
  seen,
  most: 100,
  unit: ' kB',
})
const table = `${markdownTable(heads, lines)}${left}\n\nBudgets:\n\n${budget}`
console.log(`\n${table}`)
const note = `Medians of ${reps} runs, with ${few}, ${many} and ${few} streams of ${rate} tokens/s with one watcher each.`
if (options.write !== 'no') replaceTable('memory', table, note)

async function measure(target: Target): Promise<Held> {
  const running = await target.start({ ...bench, canCollect: true })
  const heldWith = async (generations: number) => {
    const course = { generations, watchers: 1, rate, seconds: 3 }
    const { heldBytes, whole, streams, faults } = await runLoad(bench, { target, running }, course)
    if (whole < streams) throw new Error(`${streams - whole} were not whole: ${JSON.stringify(faults)}`)
    return heldBytes
  }
  try {
    await warmUp(bench, { target, running })
    return { before: await heldWith(few), many: await heldWith(many), after: await heldWith(few) }
  } finally {
    await running.stop()
  }
}
