/** Says whether it is time, which it is once in so many milliseconds: the first time at once. */
export function makeOnceIn(everyMs: number): () => boolean {
  let next = -Infinity
  return () => {
    const now = performance.now()
    if (now < next) return false
    next = now + everyMs
    return true
  }
}
