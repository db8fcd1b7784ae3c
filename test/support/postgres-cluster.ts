import { type ChildProcess, execFile, type SpawnOptions, spawn } from 'node:child_process'
import { chownSync, closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client, escapeIdentifier } from 'pg'
import { freePort } from './free-port.ts'

export interface PostgresCluster {
  /** Superuser URL of the database `postgres`, on 127.0.0.1. */
  url: string
  /** The server's own process id. */
  pid: number
  /** Ends every connection, stops the server and removes its files. May be called twice. */
  stop(): Promise<void>
}

export interface TestDatabase {
  url: string
  /** Also ends connections that are still open. */
  drop(): Promise<void>
}

interface User {
  uid: number
  gid: number
}

const startTimeoutMs = 30_000
const stopTimeoutMs = 10_000

// Tests kill processes, never the machine: what a backend has written is with the kernel by then, so fsync buys
// nothing here, while synchronous_commit keeps the order of a commit and its answer as in production.
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '', // a path under a long TMPDIR would not fit in a socket address
  fsync: 'off',
  synchronous_commit: 'on',
  shared_buffers: '64MB',
  max_connections: '200',
  dynamic_shared_memory_type: 'mmap', // a container's /dev/shm may hold only 64 MB
  timezone: 'UTC',
  shared_preload_libraries: 'pg_stat_statements', // what a process asks of the database is a promise too
}

/**
 * Starts a PostgreSQL server of the test's own in a fresh directory, on a free port of 127.0.0.1.
 * It runs as `postgres` or `nobody` when we are root, which PostgreSQL refuses to be.
 *
 * @param options.binDir the directory that holds `initdb` and `postgres`
 * @param options.cores binds it to these, as taskset takes them. Linux only.
 * @throws Error with the server's log when it does not come up
 */
export async function startPostgresCluster({ binDir, cores }: ClusterOptions): Promise<PostgresCluster> {
  const directory = mkdtempSync(join(tmpdir(), 'sluice-postgres-'))
  try {
    const user = process.getuid?.() === 0 ? unprivilegedUser() : undefined
    if (user) chownSync(directory, user.uid, user.gid)
    await initialise({ binDir, directory, user })
    return await launch({ binDir, directory, user, cores })
  } catch (error) {
    rmSync(directory, { recursive: true, force: true })
    throw error
  }
}

/**
 * Creates a database next to the one that `url` names: an empty one, or a copy of `template`, which nobody may have open. Copied as files, for the
 * server writes none of it to its log and a copy is there in a tenth of the time.
 */
export async function createDatabase(url: string, name: string, template?: string): Promise<TestDatabase> {
  const copied = template ? ` template ${escapeIdentifier(template)} strategy file_copy` : ''
  await runStatement(url, `create database ${escapeIdentifier(name)}${copied}`)
  const own = new URL(url)
  own.pathname = `/${encodeURIComponent(name)}`
  return {
    url: own.href,
    drop: () => runStatement(url, `drop database if exists ${escapeIdentifier(name)} with (force)`),
  }
}

/** Runs one statement on a connection of its own. */
export async function runStatement(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {}) // a lost connection also rejects the query, which is where it is seen
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

interface ClusterOptions {
  binDir: string
  cores?: string | undefined
}

interface Place extends ClusterOptions {
  directory: string
  user: User | undefined
}

async function initialise({ binDir, directory, user }: Place): Promise<void> {
  const locale = process.platform === 'linux' ? 'C.UTF-8' : 'C'
  const args = ['--auth-host=trust', '--auth-local=reject', '--username=postgres', '--encoding=UTF8']
  const initdb = join(binDir, 'initdb')
  const options = { ...spawnOptions({ directory, user }), timeout: startTimeoutMs }
  await promisify(execFile)(
    initdb,
    [...args, `--locale=${locale}`, '--no-sync', '-D', join(directory, 'data')],
    options,
  )
}

async function launch(place: Place): Promise<PostgresCluster> {
  const { binDir, directory, cores } = place
  const port = await freePort()
  const logPath = join(directory, 'server.log')
  const log = openSync(logPath, 'a')
  const options = Object.entries({ ...settings, port: String(port) }).flatMap(([key, value]) => [
    '-c',
    `${key}=${value}`,
  ])
  const bind = cores === undefined ? [] : ['taskset', '-c', cores]
  const server = [join(binDir, 'postgres'), '-D', join(directory, 'data'), ...options]
  // When we are killed outright, the kernel tells the server; taskset and setpriv replace themselves, so the pid is still the server's.
  const die = existsSync('/usr/bin/setpriv') ? ['/usr/bin/setpriv', '--pdeathsig', 'INT'] : []
  const [command = '', ...args] = [...bind, ...die, ...server]
  const child = spawn(command, args, { ...spawnOptions(place), stdio: ['ignore', log, log] })
  closeSync(log)
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const onExit = () => {
    child.kill('SIGQUIT')
    waitWhileThere(join(directory, 'data', 'postmaster.pid'))
    rmSync(directory, { recursive: true, force: true })
  }
  process.on('exit', onExit)
  const stop = async () => {
    await endServer(child, ended)
    process.off('exit', onExit)
    await rm(directory, { recursive: true, force: true, maxRetries: 5 })
  }

  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`
  try {
    await waitUntilReady({ url, child })
  } catch (error) {
    const text = readFileSync(logPath, 'utf8')
    await stop()
    throw new Error(`PostgreSQL did not start: ${String(error)}\n${text}`, { cause: error })
  }
  return { url, pid: child.pid ?? 0, stop }
}

async function waitUntilReady({ url, child }: { url: string; child: ChildProcess }): Promise<void> {
  const deadline = performance.now() + startTimeoutMs
  for (;;) {
    if (child.pid === undefined || hasEnded(child)) throw new Error('the server ended')
    try {
      return await runStatement(url, 'select 1')
    } catch (error) {
      if (performance.now() > deadline) throw error
      await delay(50)
    }
  }
}

/** Fast shutdown: open transactions are rolled back, nobody is waited for. */
async function endServer(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.pid === undefined || hasEnded(child)) return
  child.kill('SIGINT')
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs)
  await ended
  clearTimeout(timer)
}

/** For an exit handler, which cannot await: at most 2 s for the server's lock file to go, its last act. */
function waitWhileThere(path: string): void {
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (let tries = 0; tries < 100 && existsSync(path); tries++) Atomics.wait(pause, 0, 0, 20)
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

/** An environment without PG* variables, and a working directory that the server's user may enter. */
function spawnOptions({
  directory,
  user,
}: Pick<Place, 'directory' | 'user'>): Pick<SpawnOptions, 'uid' | 'gid' | 'cwd' | 'env'> {
  const env = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_MESSAGES: 'C', TZ: 'UTC' }
  return { ...user, cwd: directory, env }
}

function unprivilegedUser(): User {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const account = accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody')
  if (!account) throw new Error('PostgreSQL does not run as root, and there is no user "postgres" or "nobody"')
  return { uid: Number(account[2]), gid: Number(account[3]) }
}
