import { measurementsIn } from './asked.ts'

// npm run bench: the short measurements, one after another; npm run bench -- start-latency: only these. Their numbers stand in docs/benchmarks.md.
// Arguments with = are options of a measurement, as in: npm run bench -- relay reps=1 keys=P1,S

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1)) // ends what was started
for (const name of namesOrExit()) {
  console.log(`\n== ${name}`)
  await import(`./${name}.ts`)
}

function namesOrExit(): readonly string[] {
  try {
    return measurementsIn(process.argv.slice(2))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(2)
  }
}
