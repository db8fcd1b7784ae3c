import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startPostgresCluster } from '../test/support/postgres-cluster.ts'
import { type Offer, type Provision, type RunnerResult, runTests } from './run-tests.ts'
import { ensureChromium, ensureNginx, ensurePostgres } from './system-packages.ts'
import { addTallies, emptyTally, formatTally } from './tally.ts'
import { type Runner, runners } from './test-runners.ts'

// The one command behind `npm test`:
//   npm test                      everything but the slow cases, and on PostgreSQL but what any database does alike
//   npm test -- units browser     only these runners
//   npm test -- --check           lint, types and the like first
//   npm run test:full             these as well

process.chdir(join(import.meta.dirname, '..'))
const isCi = process.env['CI'] === 'true'
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { full: { type: 'boolean', default: false }, check: { type: 'boolean', default: false } },
})
const interrupted = new AbortController()
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    if (interrupted.signal.aborted) process.exit(1) // the second time, without waiting
    interrupted.abort()
  })
}

const chosen = chooseRunners()
const directory = mkdtempSync(join(tmpdir(), 'sluice-test-'))
const { offer, release } = await prepare(chosen)
let results: RunnerResult[] = []
try {
  results = await runAll(chosen, offer)
} finally {
  await release()
  rmSync(directory, { recursive: true, force: true })
}
process.exitCode = report(results)

function chooseRunners(): readonly Runner[] {
  const unknown = positionals.filter((name) => !runners.some((runner) => runner.name === name))
  if (unknown.length > 0) {
    console.error(`no such runner: ${unknown.join(', ')}; there are ${runners.map(({ name }) => name).join(', ')}`)
    process.exit(2)
  }
  return runners.filter(({ name, isOptional = false }) => {
    if (name === 'check' && values.check) return true
    return positionals.length > 0 ? positionals.includes(name) : !isOptional
  })
}

async function prepare(selected: readonly Runner[]): Promise<{ offer: Offer; release(): Promise<void> }> {
  const { signal } = interrupted
  const isNeeded = (what: keyof Offer) => selected.some(({ needs, uses = [] }) => [...needs, ...uses].includes(what))
  const unasked: Provision = { missing: 'not asked for' }

  const found = isNeeded('chromium') ? await ensureChromium({ signal }) : unasked
  const chromium = 'path' in found ? { value: found.path } : found
  const proxy = isNeeded('nginx') ? await ensureNginx({ signal }) : unasked
  const nginx = 'path' in proxy ? { value: proxy.path } : proxy
  if (!isNeeded('postgres')) return { offer: { chromium, nginx, postgres: unasked }, release: async () => {} }

  const server = await ensurePostgres({ signal })
  if ('missing' in server) return { offer: { chromium, nginx, postgres: server }, release: async () => {} }
  try {
    const { url, stop } = await startPostgresCluster(server)
    return { offer: { chromium, nginx, postgres: { value: url } }, release: stop }
  } catch (error) {
    return { offer: { chromium, nginx, postgres: { broken: String(error) } }, release: async () => {} }
  }
}

async function runAll(selected: readonly Runner[], machine: Offer): Promise<RunnerResult[]> {
  const env = {
    ...(values.full ? { SLUICE_TEST_FULL: '1' } : {}),
    ...('value' in machine.chromium ? { SLUICE_TEST_CHROMIUM: machine.chromium.value } : {}),
    ...('value' in machine.nginx ? { SLUICE_TEST_NGINX: machine.nginx.value } : {}),
    ...('value' in machine.postgres ? { SLUICE_TEST_POSTGRES_URL: machine.postgres.value } : {}),
  }
  const all: RunnerResult[] = []
  for (const runner of selected) {
    console.log(`\n== ${runner.name}`)
    all.push(await runTests(runner, { offer: machine, directory, env, signal: interrupted.signal }))
  }
  return all
}

/** Prints the closing lines, the plain count last. @returns the exit code */
function report(all: readonly RunnerResult[]): number {
  console.log('')
  for (const { runner, tally, problem, seconds } of all) {
    const counts = runner.report === 'exit code' ? (tally.failed > 0 ? 'failed' : 'ok') : formatTally(tally)
    console.log(`${runner.name}: ${counts} (${seconds.toFixed(1)} s)${problem === undefined ? '' : `: ${problem}`}`)
  }
  const total = all.map(({ tally }) => tally).reduce(addTallies, emptyTally)
  for (const { runner, tally } of all) {
    for (const name of tally.skippedNames) console.log(`skipped in ${runner.name}: ${name}`)
    for (const name of tally.failedNames) console.log(`failed in ${runner.name}: ${name}`)
  }
  console.log(formatTally(total))
  return total.failed > 0 || (isCi && total.skipped > 0) ? 1 : 0
}
