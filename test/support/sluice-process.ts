import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lastOutput } from './last-output.ts'
import { until } from './until.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** One running Sluice process. */
export interface SluiceProcess {
  readonly pid: number
  /** Where it listens; empty for a worker that does without, because its port was taken. */
  readonly url: string
  /** Everything that it has printed so far, both streams. */
  output(): string
  /** Sends a signal to this process alone. */
  signal(signal: NodeJS.Signals): void
  /** Sends the signal and waits for the end; answers the exit code, null after a signal. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

/** How a process is started. */
export interface StartOptions {
  /** Binds it to these, as taskset takes them. Linux only. */
  readonly cores?: string
  /** For all of its start; what a start may take is measured elsewhere, and here others start beside it. Default: 45 s. */
  readonly timeoutMs?: number
  /** It runs so long, or under such a load, that V8 is to optimise PGlite's WebAssembly, as it does for people. Default: only in the long forms of the tests. */
  readonly isLasting?: boolean
}

/** The arguments that `npm start` gives to node: what is tested is what is run, but for {@link briefArguments}. */
function startArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } }
  return scripts.start.replace(/^exec node /, '').split(' ')
}

/** For a process that ends before it pays to compile WebAssembly a second time: a start takes 5.1 s of CPU with that, and 2.4 without (2026-11). */
export const briefArguments = ['--liftoff-only'] as const

/** Where Node keeps what it has compiled: a start costs a third less, and tests start hundreds. */
export const compileCache = { NODE_COMPILE_CACHE: join(tmpdir(), 'sluice-test-compile-cache') } as const

const isFull = process.env['SLUICE_TEST_FULL'] === '1'

/**
 * Starts a process with exactly this configuration, and waits until it is ready. PORT 0 takes a free one.
 *
 * @throws Error with all that it has printed, where it ends or is not ready in time
 */
export async function startProcess(
  env: Readonly<Record<string, string>>,
  { cores, timeoutMs = 45_000, isLasting = isFull }: StartOptions = {},
): Promise<SluiceProcess> {
  // taskset replaces itself, so the pid is still Sluice's.
  const bind = cores === undefined ? [] : ['taskset', '-c', cores]
  const [command = '', ...args] = [...bind, process.execPath, ...(isLasting ? [] : briefArguments), ...startArguments()]
  const child = spawn(command, args, {
    cwd: root,
    // Nothing of the test runner's own environment: NODE_ENV=test changes how libraries behave.
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      PORT: '0',
      ...compileCache,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = lastOutput(child.stdout, child.stderr)
  const killWithUs = () => child.kill('SIGKILL')
  process.prependOnceListener('exit', killWithUs) // before its data goes, which others remove then
  child.once('exit', () => process.off('exit', killWithUs))
  try {
    const announced = () => {
      if (hasEnded(child)) throw new Error(`Sluice ended at its start:\n${output()}`)
      return /is ready \(\w+\)(?: on (http:\/\/\S+))?\n/.exec(output())
    }
    const [, url = ''] = await until('the process announces itself', announced, { timeoutMs })
    if (url) await until('readyz', async () => (await fetch(`${url}/readyz`)).ok)
    return {
      pid: child.pid ?? 0,
      url,
      output,
      signal: (name) => child.kill(name),
      end: (name) => end(child, name),
    }
  } catch (error) {
    await end(child, 'SIGKILL')
    throw error
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (!hasEnded(child)) {
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
  }
  return child.exitCode
}
