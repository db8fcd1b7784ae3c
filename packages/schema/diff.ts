import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { breakingChanges } from './breaking-changes.ts'

// Compares schema.graphql with the one that clients have now: that of main or, on main itself, of the commit before.
const path = 'packages/schema/schema.graphql'
const git = (...args: string[]) =>
  execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()

/** @returns undefined where there is no such commit. */
function tryGit(...args: string[]): string | undefined {
  try {
    return git(...args)
  } catch {
    return undefined
  }
}

const isChanged = tryGit('status', '--porcelain', '--', path) !== ''
const base =
  process.env['SLUICE_SCHEMA_BASE'] ??
  ['origin/main', 'main'].find((name) => tryGit('rev-parse', '-q', '--verify', name))
const commit = base && tryGit('merge-base', base, 'HEAD')
// On main it is what was there before the newest change: a change that has landed is a promise from then on.
const from =
  commit === tryGit('rev-parse', 'HEAD') && !isChanged
    ? tryGit('log', '-2', '--format=%H', '--', path)?.split('\n')[1]
    : commit
const before = from && tryGit('show', `${from}:${path}`)
if (!before) process.stdout.write('There is no schema to compare with: no git, or no earlier one.\n')
else {
  const changes = breakingChanges(before, readFileSync(new URL('./schema.graphql', import.meta.url), 'utf8'))
  for (const change of changes) process.stderr.write(`${change}\n`)
  if (changes.length > 0) {
    process.stderr.write(
      `Clients of ${from?.slice(0, 8)} would break. Deprecate first, and remove it a release later.\n`,
    )
    process.exitCode = 1
  }
}
