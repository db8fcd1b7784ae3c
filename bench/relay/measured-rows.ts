import type { Load, LoadResult } from './load.ts'
import type { Target } from './target.ts'

/** What was seen of one target under one load, once. */
export interface Measurement extends Load {
  readonly key: string
  readonly result: LoadResult
}

/** One target under one load: medians over its repetitions, sums of its streams. */
export interface Row extends Load {
  readonly key: string
  readonly name: string
  readonly whole: number
  readonly streams: number
  /** Streams with a token lost, doubled or out of order, or without a proper end; those that were only too late are none. */
  readonly wrong: number
  readonly offeredPerSecond: number
  readonly tokensPerSecond: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly firstAddedP50: number
  readonly cpuPerToken: number
  readonly databaseCpuPerToken: number
  readonly residentMb: number
  readonly foreignShare: number
  readonly harnessShare: number
}

/** Whether two are of the same load. */
export const isSameLoad = (a: Load, b: Load): boolean =>
  a.generations === b.generations && a.watchers === b.watchers && a.rate === b.rate

/** Puts the repetitions together, in the order in which each first came. */
export function toRows(
  all: readonly Measurement[],
  targets: ReadonlyMap<string, Pick<Target, 'name'>>,
): readonly Row[] {
  const groups: Measurement[][] = []
  for (const each of all) {
    const group = groups.find(([first]) => first && first.key === each.key && isSameLoad(first, each))
    if (group) group.push(each)
    else groups.push([each])
  }
  return groups.flatMap((group) => {
    const [first] = group
    return first ? [toRow(first, group, targets.get(first.key)?.name ?? first.key)] : []
  })
}

function toRow({ key, generations, watchers, rate }: Measurement, group: readonly Measurement[], name: string): Row {
  const results = group.map(({ result }) => result)
  const middle = (pick: (result: LoadResult) => number) => median(results.map(pick))
  const sum = (pick: (result: LoadResult) => number) => results.reduce((total, each) => total + pick(each), 0)
  return {
    key,
    name,
    generations,
    watchers,
    rate,
    whole: sum(({ whole }) => whole),
    streams: sum(({ streams }) => streams),
    wrong: sum(wrongOf),
    offeredPerSecond: middle(({ offeredPerSecond }) => offeredPerSecond),
    tokensPerSecond: middle(({ tokensPerSecond }) => tokensPerSecond),
    p50: middle(({ added }) => added.p50),
    p95: middle(({ added }) => added.p95),
    p99: middle(({ added }) => added.p99),
    firstAddedP50: middle(({ firstAddedP50 }) => firstAddedP50),
    cpuPerToken: middle(({ cpuPerToken }) => cpuPerToken),
    databaseCpuPerToken: middle(({ databaseCpuPerToken }) => databaseCpuPerToken),
    residentMb: middle(({ residentMb }) => residentMb),
    foreignShare: middle(({ foreignShare }) => foreignShare),
    harnessShare: middle(({ harnessShare }) => harnessShare),
  }
}

/** Streams that were not whole, less those that were only too late. */
export function wrongOf({ streams, whole, faults }: Pick<LoadResult, 'streams' | 'whole' | 'faults'>): number {
  return streams - whole - (faults['late'] ?? 0)
}

/** The middle one, or between the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low = Number.NaN, high = Number.NaN] = [sorted[sorted.length % 2 === 1 ? middle : middle - 1], sorted[middle]]
  return (low + high) / 2
}
