import type { LoadResult } from './load.ts'
import { keepsUpShare } from './relay-budgets.ts'
import { type Bench, type Measured, runLoad, untilQuiet, warmUp } from './run-one.ts'
import type { Target } from './target.ts'

/** The most streams that a target kept up with. */
export interface Capacity {
  /** Where nothing passed: the least that did not. */
  readonly streams: number
  /** Of that load; null where nothing passed. */
  readonly result: LoadResult | null
  /** Whether a load above it did not pass; else the search ended below the limit. */
  readonly isBound: boolean
  /** What each load came to. */
  readonly tries: readonly string[]
}

/** How to search. */
export interface CapacitySearch {
  readonly rate: number
  readonly seconds: number
  readonly steps: number
  readonly from: number
}

const p99LimitMs = 250
/** Of a core: a load that did not pass while others took more is tried once more. */
const foreignLimit = 0.12
const up = 1.15
const down = 0.85
/** Ends when what did not pass is so little above what did. */
const closeEnough = 1.05

/** Raises the load until it does not pass, then halves between. A server that could not follow is replaced: cut streams may live on in it. */
export async function findCapacity(bench: Bench, target: Target, search: CapacitySearch): Promise<Capacity> {
  const { rate, seconds, steps, from } = search
  const tries: string[] = []
  let measured = await begin(bench, target)
  let [good, bad, streams] = [0, Number.POSITIVE_INFINITY, from]
  let best: LoadResult | null = null
  try {
    for (let step = 0; step < steps && bad / Math.max(good, 1) > closeEnough; step += 1) {
      const load = { generations: streams, watchers: 1, rate, seconds, graceMs: 1_500 }
      let result = await runLoad(bench, measured, load)
      if (!passes(result) && result.foreignShare > foreignLimit) {
        tries.push(`${streams}: others took ${(result.foreignShare * 100).toFixed(0)} %`)
        measured = await anew(bench, measured, target)
        await untilQuiet()
        result = await runLoad(bench, measured, load)
      }
      tries.push(
        `${streams}: ${passes(result) ? 'ok' : 'no'} (p99 ${result.added.p99.toFixed(0)} ms, ${result.whole} whole)`,
      )
      if (passes(result)) {
        ;[good, best] = [streams, result]
      } else {
        bad = streams
        measured = await anew(bench, measured, target)
      }
      streams = nextLoad(good, bad)
    }
  } finally {
    await measured.running.stop()
  }
  return { streams: good || bad, result: best, isBound: bad < Number.POSITIVE_INFINITY, tries }
}

function nextLoad(good: number, bad: number): number {
  if (bad === Number.POSITIVE_INFINITY) return Math.round(good * up)
  return Math.round(good === 0 ? bad * down : (good + bad) / 2)
}

function passes({ added, tokensPerSecond, offeredPerSecond, whole, streams }: LoadResult): boolean {
  return added.p99 <= p99LimitMs && tokensPerSecond >= keepsUpShare * offeredPerSecond && whole === streams
}

async function anew(bench: Bench, { running }: Measured, target: Target): Promise<Measured> {
  await running.stop()
  return begin(bench, target)
}

async function begin(bench: Bench, target: Target): Promise<Measured> {
  const running = await target.start(bench)
  const measured = { target, running }
  await warmUp(bench, measured)
  return measured
}
