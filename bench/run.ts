// npm run bench: the short measurements, one after another; npm run bench -- start-latency: only these. Their numbers stand in docs/benchmarks.md.
// Arguments with = are options of a measurement, as in: npm run bench -- relay reps=1 keys=P1,S

const short = ['claim-cost', 'flush-cost', 'place-cost', 'start-latency', 'page']
/** Take minutes to an hour and a machine of their own, so only by their names. */
const long = ['relay', 'saturation', 'growth', 'soak']

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1)) // ends what was started
const asked = process.argv.slice(2).filter((argument) => !argument.includes('='))
const unknown = asked.filter((name) => ![...short, ...long].includes(name))
if (unknown.length > 0) {
  console.error(`no such measurement: ${unknown.join(', ')}; there are ${[...short, ...long].join(', ')}`)
  process.exit(2)
}
for (const name of asked.length > 0 ? asked : short) {
  console.log(`\n== ${name}`)
  await import(`./${name}.ts`)
}
