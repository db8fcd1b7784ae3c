/** Runs a generation for all who watch it, until it calls `onEnd`. */
export type Begin<Watcher> = (watchers: ReadonlySet<Watcher>, onEnd: () => void) => void

/** Who joins first begins the generation, later ones share it. All join before the first token, so nothing is replayed. */
export function makeHub<Watcher>(): (id: string, watcher: Watcher, begin: Begin<Watcher>) => void {
  const hubs = new Map<string, Set<Watcher>>()
  return (id, watcher, begin) => {
    const there = hubs.get(id)
    if (there) {
      there.add(watcher)
      return
    }
    const watchers = new Set([watcher])
    hubs.set(id, watchers)
    begin(watchers, () => hubs.delete(id))
  }
}
