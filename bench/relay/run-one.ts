import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { launch, untilStarted } from './launch.ts'
import type { Load, LoadOptions, LoadResult } from './load.ts'
import { sampleMachine } from './processes.ts'
import type { Place, Running, Target } from './target.ts'

/** The provider, and the cores of both sides. */
export interface Bench extends Place, AsyncDisposable {
  readonly harnessCores: string
  readonly providerPid: number
}

/** Starts the provider. */
export async function startBench({ server, harness }: { server: string; harness: string }): Promise<Bench> {
  const provider = launch({ cores: harness, command: [process.execPath, join(import.meta.dirname, 'provider.ts')] })
  const port = await untilStarted(provider, 'the provider listens', () => /^(\d+)\n/.exec(provider.output())?.[1])
  return {
    cores: server,
    harnessCores: harness,
    providerPort: Number(port),
    providerPid: provider.pid,
    [Symbol.asyncDispose]: () => provider.stop(),
  }
}

/** How a load is put on; all else has its default. */
export type Course = Load &
  Partial<Pick<LoadOptions, 'seconds' | 'rampMs' | 'settleMs' | 'graceMs' | 'firstTokenMs' | 'isStrict'>>

/** Streaming is what is measured: a start costs Sluice as much CPU as 250 tokens, and at a hundred a second it would still be at the starts. */
const startsPerSecond = 25
const leastRampMs = 1_500

/** Puts a load on a server that runs. @throws Error with what the load client said instead of a result */
export async function runLoad(bench: Bench, { target, running }: Measured, course: Course): Promise<LoadResult> {
  const options: LoadOptions = {
    seconds: 10,
    rampMs: Math.max(leastRampMs, (course.generations * 1_000) / startsPerSecond),
    settleMs: 1_000,
    graceMs: 3_000,
    firstTokenMs: 500,
    isStrict: false,
    ...course,
    wire: target.wire(course.watchers),
    ports: running.ports,
    pids: running.pids,
    databasePids: running.databasePids,
    collectingPids: running.collectingPids,
    providerPort: bench.providerPort,
    providerPid: bench.providerPid,
  }
  const command = [process.execPath, join(import.meta.dirname, 'load-client.ts'), JSON.stringify(options)]
  const client = launch({ cores: bench.harnessCores, command })
  const limit = setTimeout(() => void client.stop(), options.seconds * 1_000 + options.rampMs * 2 + 60_000)
  await client.ended
  clearTimeout(limit)
  const [line = ''] = client.output().split('\n')
  if (!line.startsWith('{')) throw new Error(`The load client failed: ${client.output().slice(0, 2_000)}`)
  return JSON.parse(line, withNumbers) as LoadResult
}

/** JSON has no NaN: what could not be measured comes as null. */
function withNumbers(name: string, value: unknown): unknown {
  return value === null && name !== 'sample' && name !== 'addedAcross' ? Number.NaN : value
}

/** A target, and the server that was started of it. */
export interface Measured {
  readonly target: Pick<Target, 'name' | 'wire'>
  readonly running: Running
}

/**
 * Before a measurement, so that Node has compiled; here every event is read as JSON. Less than half of what the slowest peer carries: what
 * a server could not follow would go on in it. Says what was wrong.
 */
export async function warmUp(bench: Bench, measured: Measured): Promise<void> {
  const short = { rampMs: 400, settleMs: 100, firstTokenMs: 300 }
  const load = { generations: 40, watchers: 1, rate: 50, seconds: 4, isStrict: true }
  const { whole, streams, faults, sample } = await runLoad(bench, measured, { ...load, ...short })
  if (whole < streams)
    console.log(
      `${measured.target.name}, warming up: ${whole} of ${streams} whole, ${JSON.stringify(faults)} ${sample ?? ''}`,
    )
}

/** A fresh server, a warm-up, and the load. */
export async function measureOne(bench: Bench, target: Target, course: Course): Promise<LoadResult> {
  const running = await target.start(bench)
  try {
    await warmUp(bench, { target, running })
    return await runLoad(bench, { target, running }, course)
  } finally {
    await running.stop()
  }
}

/** Waits, for a while, for a second in which nobody else takes much of the machine. */
export async function untilQuiet(tries = 20): Promise<void> {
  for (let n = 0; n < tries; n += 1) {
    const from = sampleMachine()
    await delay(1_000)
    const to = sampleMachine()
    if (to.total - from.total - (to.idle - from.idle) < 0.25) return
  }
}
