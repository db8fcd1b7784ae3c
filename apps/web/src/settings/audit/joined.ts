/** Newer entries before older ones, each once, however far the pages overlap. */
export function joined<Entry extends { id: string }>(newer: readonly Entry[], older: readonly Entry[]): Entry[] {
  const known = new Set(newer.map(({ id }) => id))
  return [...newer, ...older.filter(({ id }) => !known.has(id))]
}
