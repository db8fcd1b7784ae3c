import { readdirSync, readFileSync } from 'node:fs'

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
  const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1])
  return {
    residentBytes: read('VmRSS') * 1_024,
    files: readdirSync(`/proc/${pid}/fd`).length,
    threads: read('Threads'),
  }
}
