const windowMs = 5_000
/** A rule of thumb for English; shown with "≈". */
const charactersPerToken = 4

/** Estimates tokens per second over the last five seconds. Times in ms are given by the caller. */
export function makeRateMeter() {
  let samples: { at: number; characters: number }[] = []
  return {
    add(characters: number, at: number) {
      samples = samples.filter((sample) => at - sample.at < windowMs)
      samples.push({ at, characters })
    },
    /** Null while nothing came within the window, or too little to tell. */
    tokensPerSecond(now: number): number | null {
      const recent = samples.filter((sample) => now - sample.at < windowMs)
      const first = recent[0]
      const spanMs = first ? now - first.at : 0
      if (spanMs < 500) return null
      const characters = recent.reduce((sum, sample) => sum + sample.characters, 0)
      return characters / charactersPerToken / (spanMs / 1000)
    },
  }
}

export type RateMeter = ReturnType<typeof makeRateMeter>
