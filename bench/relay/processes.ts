import { readdirSync, readFileSync } from 'node:fs'

/** What some processes have used, with all that they started. */
export interface ProcessSample {
  /** Seconds of a core, user and system. */
  readonly cpu: number
  readonly residentBytes: number
}

interface Entry {
  readonly cpu: number
  readonly residentBytes: number
}

const ticksPerSecond = 100
const pageBytes = 4096

/** Reads /proc once for each group of processes. Linux only; CPU comes in ticks of 10 ms. */
export function sampleProcesses(groups: readonly (readonly number[])[]): readonly ProcessSample[] {
  const { entries, children } = readAll()
  return groups.map((pids) => {
    let [cpu, residentBytes] = [0, 0]
    const waiting = [...pids]
    for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
      const entry = entries.get(pid)
      if (!entry) continue
      cpu += entry.cpu
      residentBytes += entry.residentBytes
      waiting.push(...(children.get(pid) ?? []))
    }
    return { cpu, residentBytes }
  })
}

function readAll(): { entries: Map<number, Entry>; children: Map<number, number[]> } {
  const entries = new Map<number, Entry>()
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d/.test(name)) continue
    const fields = statOf(name)
    if (!fields) continue
    const pid = Number(name)
    const parent = Number(fields[1])
    entries.set(pid, {
      cpu: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond,
      residentBytes: Number(fields[21]) * pageBytes,
    })
    children.set(parent, [...(children.get(parent) ?? []), pid])
  }
  return { entries, children }
}

function statOf(pid: string): readonly string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null // it ended meanwhile
  }
}

/** Seconds of all cores since the machine started: in all, and idle. */
export function sampleMachine(): { readonly total: number; readonly idle: number } {
  const [line = ''] = readFileSync('/proc/stat', 'latin1').split('\n')
  const ticks = line.trim().split(/\s+/).slice(1).map(Number)
  return {
    total: ticks.reduce((sum, each) => sum + each, 0) / ticksPerSecond,
    idle: ((ticks[3] ?? 0) + (ticks[4] ?? 0)) / ticksPerSecond,
  }
}
