/** A prompt of `count` sentences that bear on its question, so that the builtin model answers with about ten tokens for each. */
export function sentences(count: number): string {
  const body = Array.from({ length: count }, (_, n) => `The river number ${n + 1} carries its water to the sea.`)
  return `${body.join(' ')} Where does the river carry its water?`
}
