import { execFileSync } from 'node:child_process'
import { familyOf } from './processes.ts'

/** Binds a process and all that it has started to these cores; what it starts from now on is bound by itself. */
export function bindFamily(pid: number, cores: string): void {
  for (const member of familyOf(pid)) execFileSync('taskset', ['-acp', cores, String(member)], { stdio: 'ignore' })
}
