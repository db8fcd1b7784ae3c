import { closeSync, existsSync, globSync, mkdirSync, mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { runProcess } from './run-process.ts'

/** Why a program is not there, as a sentence for the test report. */
export interface Missing {
  missing: string
}

export interface EnsureOptions {
  signal?: AbortSignal
}

const installTimeoutMs = 10 * 60_000
const chromiumNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
/** Latin, Greek, Cyrillic, Arabic and Hebrew; then Chinese, Japanese and Korean in 4 MB (Noto CJK would be 60). */
const fontPackages = ['fonts-dejavu-core', 'fonts-wqy-microhei']
const postgresPrograms = ['initdb', 'postgres']

/** Finds a Chromium, and installs Debian's where there is none and we may. */
export async function ensureChromium(options: EnsureOptions = {}): Promise<{ path: string } | Missing> {
  const found = findChromium()
  if (found) return { path: found }
  const problem = await installPackages(['chromium', ...fontPackages], options)
  if (problem) return { missing: `no Chromium: ${problem}` }
  const path = findChromium()
  return path ? { path } : { missing: 'no Chromium: the installed package brought no program of that name' }
}

/** Finds the directory with PostgreSQL's server programs (`initdb`, `postgres`), and installs Debian's if need be. */
export async function ensurePostgres(options: EnsureOptions = {}): Promise<{ binDir: string } | Missing> {
  const found = findPostgres()
  if (found) return { binDir: found }
  const problem = await installPackages(['postgresql'], { ...options, beforeInstall: preventDefaultCluster })
  if (problem) return { missing: `no PostgreSQL server: ${problem}` }
  const binDir = findPostgres()
  return binDir ? { binDir } : { missing: 'no PostgreSQL server: the installed package brought no initdb' }
}

/** Finds an nginx, and installs Debian's where there is none and we may. */
export async function ensureNginx(options: EnsureOptions = {}): Promise<{ path: string } | Missing> {
  const find = () => ['/usr/sbin/nginx', ...onPath('nginx')].find((path) => existsSync(path))
  const found = find()
  if (found) return { path: found }
  const problem = await installPackages(['nginx-light'], { ...options, beforeInstall: preventServiceStart })
  if (problem) return { missing: `no nginx: ${problem}` }
  const path = find()
  return path ? { path } : { missing: 'no nginx: the installed package brought no program of that name' }
}

function findChromium(): string | undefined {
  return chromiumNames.flatMap((name) => [join('/usr/bin', name), ...onPath(name)]).find((path) => existsSync(path))
}

function findPostgres(): string | undefined {
  const versioned = globSync('/usr/lib/postgresql/*/bin').toSorted((a, b) => versionIn(b) - versionIn(a))
  const homebrew = globSync('/opt/homebrew/opt/postgresql@*/bin').toSorted((a, b) => versionIn(b) - versionIn(a))
  const candidates = [...versioned, ...homebrew, ...onPath('initdb').map((path) => dirname(path))]
  return candidates.find((directory) => postgresPrograms.every((name) => existsSync(join(directory, name))))
}

function versionIn(path: string): number {
  return Number(/\d+/.exec(path)?.[0] ?? 0)
}

function onPath(name: string): string[] {
  const directories = (process.env['PATH'] ?? '').split(delimiter).filter((directory) => directory !== '')
  return directories.map((directory) => join(directory, name)).filter((path) => existsSync(path))
}

/** @returns why it could not be done, or undefined. */
async function installPackages(
  packages: readonly string[],
  { signal, beforeInstall }: EnsureOptions & { beforeInstall?: () => void },
): Promise<string | undefined> {
  if (!existsSync('/usr/bin/apt-get')) return `install ${packages[0]} to run this suite (this is not a Debian machine)`
  if (process.getuid?.() !== 0) return `run "apt-get install ${packages.join(' ')}" as root to run this suite`
  console.log(`installing ${packages.join(', ')}`)
  beforeInstall?.()
  const logPath = join(mkdtempSync(join(tmpdir(), 'sluice-install-')), 'apt.log')
  const log = openSync(logPath, 'a')
  const aptGet = (...args: string[]) =>
    runProcess({
      command: 'apt-get',
      args: ['-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=3', ...args],
      env: { DEBIAN_FRONTEND: 'noninteractive' },
      output: log,
      timeoutMs: installTimeoutMs,
      signal,
    })
  try {
    // A failed update is no reason to stop: the lists that are there may do.
    await aptGet('update', '-q')
    const { end } = await aptGet('install', '-q', '-y', '--no-install-recommends', ...packages)
    if (end.kind === 'exited' && end.code === 0) return undefined
    console.log(readFileSync(logPath, 'utf8'))
    return end.kind === 'failed' ? `apt-get ${end.reason}` : `apt-get ended with ${end.code}, its log is ${logPath}`
  } finally {
    closeSync(log)
  }
}

/** Debian's package starts a server on port 5432 unless this says otherwise; the tests start their own. */
function preventDefaultCluster(): void {
  const path = '/etc/postgresql-common/createcluster.conf'
  if (existsSync(path)) return
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, 'create_main_cluster = false\n')
}

/** Debian's package starts nginx on port 80 unless a policy says that nothing is to be started; the tests start their own. */
function preventServiceStart(): void {
  const path = '/usr/sbin/policy-rc.d'
  if (existsSync(path)) return
  writeFileSync(path, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
}
