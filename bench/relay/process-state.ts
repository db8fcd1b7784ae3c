import { readdirSync, readFileSync } from 'node:fs'
import { residentBytes } from '../../test/support/process-memory.ts'

/** What a process holds. */
export interface ProcessState {
  readonly residentBytes: number
  /** Open files and sockets. */
  readonly files: number
  readonly threads: number
}

/** Linux only. */
export function stateOf(pid: number): ProcessState {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return {
    residentBytes: residentBytes(pid),
    files: readdirSync(`/proc/${pid}/fd`).length,
    threads: Number(/^Threads:\s+(\d+)/m.exec(status)?.[1]),
  }
}
