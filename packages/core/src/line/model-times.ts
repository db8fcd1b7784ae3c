/** Below this many, measured times say nothing. */
const fewestSamples = 5
/** So many of the attempts that succeeded last are measured. */
export const mostSamples = 100
/** Where one size of a prompt ends and the next begins, in bytes: questions, pages, documents. */
export const promptSizes: readonly number[] = [2_000, 20_000]

/** Half of the measured times are not above p50, nine in ten not above p90; in milliseconds. */
export interface Quantiles {
  readonly p50: number
  readonly p90: number
}

/** How long those attempts of a model took that succeeded last. */
export interface RecentTimes {
  readonly samples: number
  /** Null when no token came in any of them. */
  readonly firstTokenMs: Quantiles | null
  readonly totalMs: Quantiles
}

/** The measured times of one model. */
export interface ModelTimes {
  readonly all: RecentTimes
  /** Of those, by the size of the prompt: 0 is below the first of {@link promptSizes}. */
  readonly bySize: ReadonlyMap<number, RecentTimes>
}

/** Measured times that say something; null when there are too few. */
export function enough(times: RecentTimes | undefined): RecentTimes | null {
  return times && times.samples >= fewestSamples ? times : null
}

/** How long an attempt with a prompt of this size is likely to take: as others of its size, or if they are few, of any. Null when even those are. */
export function typicalMs(times: ModelTimes | undefined, promptSize: number): number | null {
  return (enough(times?.bySize.get(promptSize)) ?? enough(times?.all))?.totalMs.p50 ?? null
}
