import { type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'

/** How a process ended; `reason` is a sentence for a person. */
export type ProcessEnd = { kind: 'exited'; code: number } | { kind: 'failed'; reason: string }

export interface RunProcess {
  command: string
  args: readonly string[]
  /** Added to this process's environment. */
  env?: Record<string, string> | undefined
  /** Where its output goes; default `inherit`. A number is a file descriptor. */
  output?: 'inherit' | 'pipe' | number
  timeoutMs: number
  /** Ends the process, and everything that it started. */
  signal?: AbortSignal | undefined
}

export interface ProcessResult {
  end: ProcessEnd
  /** What it wrote to both streams, in the order of arrival; empty unless `output` is `pipe`. */
  text: string
}

const graceMs = 5_000

/** Runs a command in a process group of its own, so that a time limit also ends the workers and browsers it started. */
export async function runProcess(run: RunProcess): Promise<ProcessResult> {
  const output = run.output ?? 'inherit'
  const options: SpawnOptions = {
    stdio: ['ignore', output, output],
    detached: true,
    env: { ...process.env, ...run.env },
  }
  const timeout = AbortSignal.timeout(run.timeoutMs)
  const stop = run.signal ? AbortSignal.any([run.signal, timeout]) : timeout
  if (stop.aborted) return { end: { kind: 'failed', reason: 'stopped before it began' }, text: '' }

  const child = spawn(run.command, run.args, options)
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8')
    stream?.on('data', (chunk: string) => {
      text += chunk
    })
  }
  const leave = () => endGroup(child.pid, 'SIGKILL')
  process.on('exit', leave)
  let killTimer: NodeJS.Timeout | undefined
  const onStop = () => {
    endGroup(child.pid, 'SIGTERM')
    killTimer = setTimeout(() => endGroup(child.pid, 'SIGKILL'), graceMs)
  }
  stop.addEventListener('abort', onStop, { once: true })
  try {
    const [code, signalName] = (await once(child, output === 'pipe' ? 'close' : 'exit')) as [
      number | null,
      string | null,
    ]
    return { end: describeEnd({ code, signalName, isTimeout: timeout.aborted, timeoutMs: run.timeoutMs }), text }
  } catch (error) {
    return { end: { kind: 'failed', reason: `could not start ${run.command}: ${String(error)}` }, text }
  } finally {
    clearTimeout(killTimer)
    stop.removeEventListener('abort', onStop)
    process.off('exit', leave)
    endGroup(child.pid, 'SIGKILL') // whatever it left behind
  }
}

interface RawEnd {
  code: number | null
  signalName: string | null
  isTimeout: boolean
  timeoutMs: number
}

function describeEnd({ code, signalName, isTimeout, timeoutMs }: RawEnd): ProcessEnd {
  if (isTimeout) return { kind: 'failed', reason: `took longer than ${Math.round(timeoutMs / 1000)} s and was ended` }
  if (code === null) return { kind: 'failed', reason: `ended by ${signalName}` }
  return { kind: 'exited', code }
}

function endGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // The whole group has ended already.
  }
}
