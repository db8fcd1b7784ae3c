/** Reads many at once. */
type ReadMany<T> = (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>

/**
 * Reads one of them, null where there is none: together with all others that are asked for in the same turn of the event
 * loop, or while a read is under way. So there is one read at a time, however many ask.
 */
export function makeBatch<T>(read: ReadMany<T>): (id: string) => Promise<T | null> {
  let next: { readonly ids: Set<string>; readonly found: ReturnType<ReadMany<T>> } | null = null
  let last: Promise<unknown> = Promise.resolve()

  const begin = () => {
    const ids = new Set<string>()
    const found = last.then(turnIsOver).then(() => {
      next = null
      return read([...ids])
    })
    last = found.catch(() => {})
    return { ids, found }
  }
  return async (id) => {
    next ??= begin()
    next.ids.add(id)
    return (await next.found).get(id) ?? null
  }
}

function turnIsOver(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
