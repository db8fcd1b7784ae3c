import { expect, test, vi } from 'vitest'
import { findCapacity } from './find-capacity.ts'
import type { LoadResult } from './load.ts'
import { type Bench, runLoad } from './run-one.ts'
import type { Target } from './target.ts'

vi.mock('./run-one.ts', () => ({ runLoad: vi.fn(), warmUp: vi.fn(), untilQuiet: vi.fn() }))

/** A target that carries so many streams; beside the loads that are named, others take much of the machine and nothing passes, once. */
function play(carries: number, disturbed: readonly number[] = []) {
  const left = new Set(disturbed)
  const seen = { started: 0, stopped: 0, loads: [] as number[] }
  vi.mocked(runLoad).mockImplementation(async (_bench, _measured, { generations }) => {
    seen.loads.push(generations)
    const isDisturbed = left.delete(generations)
    const p99 = isDisturbed || generations > carries ? 900 : 20
    const figures = { whole: generations, streams: generations, tokensPerSecond: 1, offeredPerSecond: 1 }
    return { ...figures, added: { p50: 1, p95: 1, p99 }, foreignShare: isDisturbed ? 0.5 : 0 } as LoadResult
  })
  const start = async () => {
    seen.started += 1
    const stop = async () => {
      seen.stopped += 1
    }
    return { ports: [], pids: [], databasePids: [], collectingPids: [], stop }
  }
  return { seen, target: { name: 'played', start } as Partial<Target> as Target }
}

const search = { rate: 40, seconds: 1, steps: 8, from: 100 }
const find = (target: Target, more: Partial<typeof search> = {}) =>
  findCapacity({} as Bench, target, { ...search, ...more })

test('it answers the most that passed, and a server that could not follow is replaced', async () => {
  const { seen, target } = play(125)
  expect(await find(target)).toMatchObject({ streams: 124, isBound: true, result: { streams: 124 } })
  expect(seen).toEqual({ started: 3, stopped: 3, loads: [100, 115, 132, 124, 128] })
})

test('a search that ends too early knows no bound, and one in which nothing passed has no result', async () => {
  expect(await find(play(1_000).target, { steps: 2 })).toMatchObject({ streams: 115, isBound: false })
  expect(await find(play(0).target, { steps: 2 })).toMatchObject({ streams: 85, isBound: true, result: null })
})

test('what did not pass while others took much of the machine is tried once more', async () => {
  const { seen, target } = play(125, [115])
  expect(await find(target)).toMatchObject({ streams: 124 })
  expect(seen.loads).toEqual([100, 115, 115, 132, 124, 128])
})
