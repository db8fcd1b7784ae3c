/** Numbers that are the same at every run: what fails once fails again. */
export interface Random {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number
  pick<T>(from: readonly T[]): T
}

/** A linear congruential generator, which begins with `seed`. */
export function makeRandom(seed: number): Random {
  let state = seed
  const below = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  return { below, pick: <T>(from: readonly T[]): T => from[below(from.length)] as T }
}
