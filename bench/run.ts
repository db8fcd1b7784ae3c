// npm run bench: all measurements, one after another; npm run bench -- start-latency: only these. Their numbers stand in docs/benchmarks.md.

const measurements = ['claim-cost', 'place-cost', 'start-latency', 'page']

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !measurements.includes(name))
if (unknown.length > 0) {
  console.error(`no such measurement: ${unknown.join(', ')}; there are ${measurements.join(', ')}`)
  process.exit(2)
}
for (const name of asked.length > 0 ? asked : measurements) {
  console.log(`\n== ${name}`)
  await import(`./${name}.ts`)
}
