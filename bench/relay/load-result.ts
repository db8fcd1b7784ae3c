import type { Latency, LoadOptions, LoadResult } from './load.ts'
import type { ProcessSample } from './processes.ts'
import type { ProviderHealth } from './provider-clock.ts'
import type { SendTimes } from './send-times.ts'
import type { Watcher } from './watcher.ts'

/** Everything at one moment. */
export interface Look {
  readonly at: number
  readonly target: ProcessSample
  readonly database: ProcessSample
  /** Seconds of a core of the provider and the load client. */
  readonly harness: number
  readonly machine: { readonly total: number; readonly idle: number }
  /** Tokens so far. */
  readonly received: number
}

/** What a result is made of. */
export interface Seen {
  readonly options: LoadOptions
  readonly count: number
  readonly open: readonly Watcher[]
  readonly failedStarts: number
  readonly startSample: string | null
  readonly from: Look
  readonly to: Look
  readonly residentBytes: number
  readonly heldBytes: number
  readonly times: ReadonlyMap<number, SendTimes>
  readonly health: ProviderHealth
}

export function resultOf(seen: Seen): LoadResult {
  const { options, open, failedStarts, from, to, residentBytes, heldBytes, health } = seen
  const { generations, watchers, rate, ports } = options
  const seconds = (to.at - from.at) / 1_000
  const received = to.received - from.received
  const cpu = to.target.cpu - from.target.cpu
  const databaseCpu = to.database.cpu - from.database.cpu
  const harness = to.harness - from.harness
  const busy = to.machine.total - from.machine.total - (to.machine.idle - from.machine.idle)
  const streams = generations * watchers
  const { all, across, first } = latenciesOf(seen)
  return {
    offeredPerSecond: streams * rate,
    tokensPerSecond: received / seconds,
    added: latencyOf(all),
    addedAcross: ports.length > 1 ? { ...latencyOf(across), share: across.length / all.length } : null,
    firstAddedP50: at(first.toSorted(), 0.5),
    cpuPerToken: (cpu / received) * 1e6,
    databaseCpuPerToken: (databaseCpu / received) * 1e6,
    cpuShare: cpu / seconds,
    residentMb: residentBytes / 2 ** 20,
    heldBytes,
    streams,
    whole: open.filter(({ reader }) => reader.fault === null).length,
    faults: faultsOf(open, failedStarts),
    sample: seen.startSample ?? open.find(({ sample }) => sample !== null)?.sample ?? null,
    providerLateP99Ms: health.lateP99Ms,
    harnessShare: harness / seconds,
    foreignShare: (busy - cpu - databaseCpu - harness) / seconds,
  }
}

/** Of the tokens that were sent within the window. What has not come counts as if it came after the grace. */
function latenciesOf({ options, open, times, from, to, count }: Seen) {
  const [all, across]: [number[], number[]] = [[], []]
  const first = new Float64Array(open.length)
  open.forEach(({ generation, port, reader, askedAt }, n) => {
    first[n] = (reader.received > 0 ? (reader.arrivals[0] ?? 0) : to.at) - askedAt - options.firstTokenMs
    const sent = times.get(generation)
    if (!sent) return
    const isAcross = options.ports.length > 1 && sent.via !== `r${options.ports.indexOf(port)}`
    for (let k = 0; k < count; k += 1) {
      const sentAt = sent.times[k] ?? 0
      if (sentAt < from.at || sentAt > to.at) continue
      const arrivedAt = k < reader.received ? (reader.arrivals[k] ?? 0) : to.at + options.graceMs
      all.push(arrivedAt - sentAt)
      if (isAcross) across.push(arrivedAt - sentAt)
    }
  })
  return { all, across, first }
}

function latencyOf(values: readonly number[]): Latency {
  const sorted = Float64Array.from(values).toSorted()
  return { p50: at(sorted, 0.5), p95: at(sorted, 0.95), p99: at(sorted, 0.99) }
}

function at(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

function faultsOf(open: readonly Watcher[], failedStarts: number): Record<string, number> {
  const faults: Record<string, number> = failedStarts > 0 ? { 'not started': failedStarts } : {}
  for (const { reader } of open) if (reader.fault) faults[reader.fault] = (faults[reader.fault] ?? 0) + 1
  return faults
}
