import { type Capacity, firstStep, isClose, passes, stepAfter } from './capacity-steps.ts'
import type { LoadResult } from './load.ts'
import { type Bench, type Measured, runLoad, untilQuiet, warmUp } from './run-one.ts'
import type { Target } from './target.ts'

/** How to search. */
export interface CapacitySearch {
  readonly rate: number
  readonly seconds: number
  readonly steps: number
  readonly from: number
}

/** Of a core: a load that did not pass while others took more is tried once more. */
const foreignLimit = 0.12

/** Raises the load until it does not pass, then halves between. A server that could not follow is replaced: cut streams may live on in it. */
export async function findCapacity(bench: Bench, target: Target, search: CapacitySearch): Promise<Capacity> {
  const { rate, seconds, steps, from } = search
  const tries: string[] = []
  let measured = await begin(bench, target)
  let step = firstStep(from)
  let best: LoadResult | null = null
  try {
    for (let n = 0; n < steps && !isClose(step); n += 1) {
      const { streams } = step
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
      if (passes(result)) best = result
      else measured = await anew(bench, measured, target)
      step = stepAfter(step, passes(result))
    }
  } finally {
    await measured.running.stop()
  }
  const { good, bad } = step
  return { streams: good || bad, result: best, isBound: bad < Number.POSITIVE_INFINITY, tries }
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
