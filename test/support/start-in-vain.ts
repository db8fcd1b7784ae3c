import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { lastOutput } from './last-output.ts'
import { briefArguments, compileCache } from './sluice-process.ts'

const main = fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url))

/** How a process ended that could not start. */
export interface Vain {
  readonly code: number | null
  /** All that it printed, both streams. */
  readonly output: string
}

/** Starts a process with exactly this configuration, which must end by itself within 45 s. */
export async function startInVain(env: Readonly<Record<string, string>>): Promise<Vain> {
  const child = spawn(process.execPath, [...briefArguments, main], {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', PORT: '0', ...compileCache, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 45_000,
    killSignal: 'SIGKILL',
  })
  const output = lastOutput(child.stdout, child.stderr)
  await once(child, 'close')
  return { code: child.exitCode, output: output() }
}
