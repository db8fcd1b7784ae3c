import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Arguments for node: the server collects its garbage on SIGUSR2, as `collect-on-signal.ts` says. */
export const collectingArguments = ['--import', new URL('./collect-on-signal.ts', import.meta.url).href] as const

/** The file that says that a process has collected. Whoever asks for it removes it before. */
export function collectedMark(pid: number): string {
  return join(tmpdir(), `sluice-bench-collected-${pid}`)
}
