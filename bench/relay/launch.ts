import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { lastOutput } from '../../test/support/last-output.ts'
import { until } from '../../test/support/until.ts'

/** A process of the benchmark's own; it ends with the benchmark. */
export interface Launched {
  readonly pid: number
  /** What it has printed so far. */
  output(): string
  /** Resolves when it has ended by itself. */
  readonly ended: Promise<unknown>
  hasEnded(): boolean
  stop(): Promise<void>
}

/** What to run, and on which cores. */
export interface Launch {
  readonly cores: string
  readonly command: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

const stopMs = 2_000
/** Quiet, Python takes two seconds to import its libraries. */
const startMs = 120_000

/** Starts it, bound to its cores. Linux only. */
export function launch({ cores, command, env }: Launch): Launched {
  const child = spawn('taskset', ['-c', cores, ...command], {
    cwd: import.meta.dirname,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [output, complaints] = [lastOutput(child.stdout), lastOutput(child.stderr)]
  const ended = once(child, 'close')
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  const killWithUs = () => child.kill('SIGKILL')
  process.once('exit', killWithUs)
  child.once('exit', () => process.off('exit', killWithUs))
  return {
    pid: child.pid ?? 0,
    output: () => output() + complaints(),
    ended,
    hasEnded,
    async stop() {
      if (hasEnded()) return
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), stopMs)
      await ended
      clearTimeout(timer)
    },
  }
}

/** Waits until it listens there. @throws Error with what it has said, as soon as it has ended instead */
export function untilListening(launched: Pick<Launched, 'output' | 'hasEnded'>, port: number): Promise<true> {
  return untilStarted(launched, `port ${port} is open`, () => isOpen(port))
}

/** Waits for a sign of its start. @throws Error with what it has said, as soon as it has ended instead */
export async function untilStarted<Sign>(
  { output, hasEnded }: Pick<Launched, 'output' | 'hasEnded'>,
  what: string,
  look: () => Promise<Sign | false> | Sign | undefined,
): Promise<Sign> {
  const lookAgain = () => {
    if (hasEnded()) throw new Error('it has ended')
    return look()
  }
  try {
    return await until(what, lookAgain, { timeoutMs: startMs, everyMs: 50 })
  } catch (error) {
    throw new Error(`It did not start, ${error instanceof Error ? error.message : String(error)}: ${output()}`, {
      cause: error,
    })
  }
}

async function isOpen(port: number): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1' })
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
