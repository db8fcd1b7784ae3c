import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { compileCache } from './sluice-process.ts'
import { until } from './until.ts'

const main = fileURLToPath(import.meta.resolve('@sluice/cli/main'))

/** A running `sluice`. */
export interface CliProcess {
  stdout(): string
  stderr(): string
  signal(signal: NodeJS.Signals): void
  /** Stops reading its stdout, as `| head` does. */
  closeStdout(): void
  /** Waits until stdout or stderr holds this. */
  sees(text: string): Promise<void>
  /** Waits for its end; answers the exit code. */
  ended(): Promise<number | null>
}

/** How to start one. */
export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>
  /** What is piped in, and then the pipe is closed; null leaves it open. Default: nothing. */
  readonly stdin?: string | null
}

/** Starts `sluice` as a script would: with pipes, and nothing in its environment but this and Node's compile cache. */
export function startCli(args: readonly string[], { env = {}, stdin = '' }: CliOptions = {}): CliProcess {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...compileCache, ...env },
  })
  const written = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      written[name] += chunk
    })
  }
  child.stdin.on('error', () => {})
  if (stdin !== null) child.stdin.end(stdin)
  const closed = once(child, 'close') // an exit alone may come before the last of its output
  const killWithUs = () => child.kill('SIGKILL')
  process.once('exit', killWithUs)
  child.once('exit', () => process.off('exit', killWithUs))
  return {
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    signal: (name) => void child.kill(name),
    closeStdout: () => void child.stdout.destroy(),
    async sees(text) {
      await until(`"${text}" is printed`, () => `${written.stdout}\n${written.stderr}`.includes(text))
    },
    async ended() {
      await closed
      return child.exitCode
    },
  }
}
