import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findRuleFaults } from './protocol-rules.ts'
import { runProcess } from './run-process.ts'

// Everything that is wrong without running the program; each check is run even when one before it failed.

interface Check {
  name: string
  /** @returns what is wrong, or undefined. */
  run(): Promise<string | undefined> | string | undefined
}

const timeoutMs = 5 * 60_000
const printer = 'packages/schema/print.ts'

process.chdir(join(import.meta.dirname, '..'))

const checks: readonly Check[] = [
  { name: 'format', run: () => tool('biome', 'ci', '--colors=off', '--diagnostic-level=error', '.') },
  {
    name: 'lint',
    run: () => tool('oxlint', '--type-aware', '--deny-warnings', '--report-unused-disable-directives-severity=error'),
  },
  ...projects().map((directory) => ({ name: `types in ${directory}`, run: () => typecheck(directory) })),
  { name: 'one copy of graphql', run: oneGraphql },
  { name: 'schema.graphql and docs/schema.md are what the code prints', run: () => tool('node', printer, '--check') },
  { name: 'the schema breaks no client', run: () => tool('node', 'packages/schema/diff.ts') },
  { name: 'every rule of the protocol has its test', run: protocolRules },
  { name: 'nothing unused', run: () => tool('knip', '--no-progress') },
]

let failures = 0
for (const { name, run } of checks) {
  const started = performance.now()
  const problem = await run()
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${problem === undefined ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`)
  if (problem !== undefined) {
    failures++
    console.log(problem.trimEnd())
  }
}
process.exitCode = failures > 0 ? 1 : 0

async function tool(command: string, ...args: string[]): Promise<string | undefined> {
  const { end, text } = await runProcess({ command, args, output: 'pipe', timeoutMs })
  if (end.kind === 'failed') return `${text}\n${command}: ${end.reason}`
  return end.code === 0 ? undefined : text
}

/** Every workspace, the benchmarks and the scripts. */
function projects(): string[] {
  const { workspaces } = JSON.parse(readFileSync('package.json', 'utf8')) as { workspaces: string[] }
  const packages = globSync(workspaces.map((pattern) => `${pattern}/package.json`)).map((path) => join(path, '..'))
  return [...packages.toSorted(), 'bench', 'scripts']
}

function typecheck(directory: string): Promise<string | undefined> | string {
  const project = join(directory, 'tsconfig.json')
  return existsSync(project) ? tool('tsc', '--noEmit', '--pretty', 'false', '-p', project) : `${project} is missing`
}

function protocolRules(): string | undefined {
  const faults = findRuleFaults(readFileSync('docs/protocol.md', 'utf8'), existsSync)
  return faults.length === 0 ? undefined : faults.join('\n')
}

/** Two copies of graphql fail at run time only, with "Cannot use GraphQLSchema from another module or realm". */
function oneGraphql(): string | undefined {
  const installed = JSON.parse(readFileSync('node_modules/.package-lock.json', 'utf8')) as {
    packages: Record<string, { version?: string }>
  }
  const copies = Object.entries(installed.packages).filter(([path]) => /(^|\/)node_modules\/graphql$/.test(path))
  if (copies.length === 1) return undefined
  return `expected one, found ${copies.length}: ${copies.map(([path, { version }]) => `${path} ${version}`).join(', ')}`
}
