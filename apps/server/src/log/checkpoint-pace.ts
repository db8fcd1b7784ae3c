/**
 * With more generations than this in a flush some are due for a checkpoint in nearly each, and a flush that writes rows takes 2 ms more, for however few (PGlite, 2026-11). So they wait
 * for each other, and one flush in so long has those of all. With a whole second's together, PostgreSQL on the same core held up one token in a hundred of 500 streams for 216 ms, and so for 143.
 */
const pace = { crowd: 32, everyMs: 250 }

/** Says of a flush, of all that have something for it or of those alone whose answer begins, whether it may write the checkpoints that are due. */
export function makeCheckpointPace(): (of: 'all' | 'opening', generations: number) => boolean {
  let next = -Infinity
  return (of, generations) => {
    if (generations <= pace.crowd) return true
    const now = performance.now()
    if (of === 'opening' || now < next) return false
    next = now + pace.everyMs
    return true
  }
}
