import { median } from './measured-rows.ts'

/** What a process held, in bytes, under fewer and under more streams. */
export interface Held {
  readonly few: number
  readonly many: number
}

/** Memory of one server, over its repetitions. */
export interface MemoryRow {
  readonly key: string
  readonly name: string
  /** With the most streams. */
  readonly manyMb: number
  /** What one stream more takes: medians, the least and the most. */
  readonly streamKb: number
  readonly leastKb: number
  readonly mostKb: number
}

/** Takes apart what a server holds by itself and what each stream adds. */
export function toMemoryRow(
  { key, name, streams }: { readonly key: string; readonly name: string; readonly streams: number },
  runs: readonly Held[],
): MemoryRow {
  const each = runs.map(({ few, many }) => (many - few) / 1_000 / streams)
  return {
    key,
    name,
    manyMb: median(runs.map(({ many }) => many / 2 ** 20)),
    streamKb: median(each),
    leastKb: Math.min(...each),
    mostKb: Math.max(...each),
  }
}
