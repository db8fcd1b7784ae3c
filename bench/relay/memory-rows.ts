import { median } from './measured-rows.ts'

/** What a process held, in bytes: under few streams, under many, and under few again. */
export interface Held {
  readonly before: number
  readonly many: number
  readonly after: number
}

/** Memory of one server, over its repetitions. */
export interface MemoryRow {
  /** Under many streams, in units of 1,000,000 bytes. */
  readonly heldMb: number
  /** What one stream more takes, in units of 1,000 bytes: the median, and the ends. */
  readonly kbEach: { readonly median: number; readonly least: number; readonly most: number }
}

/**
 * What each of so many more streams added, in units of 1,000 bytes. Compiled code and the pages of a database grow as well, and stay: they are in what is held after as
 * much as in what is held with many, and half of them is left out with the mean of both.
 */
export function kbEach({ before, many, after }: Held, more: number): number {
  return (many - (before + after) / 2) / 1_000 / more
}

/** Puts the repetitions together; of none there are no numbers. */
export function toMemoryRow(runs: readonly Held[], more: number): MemoryRow {
  const each = runs.map((held) => kbEach(held, more))
  const [least = Number.NaN] = each.toSorted((a, b) => a - b)
  return {
    heldMb: median(runs.map(({ many }) => many / 1e6)),
    kbEach: { median: median(each), least, most: Math.max(least, ...each) },
  }
}
