/** What is loaded: of which kind, and what of it a field selects. */
interface Selected {
  readonly of: string
  readonly query: object
}

/** Loads something for all entries of a list at once, the first time that a field of one of them asks for the same. */
export type Together<Entry> = <T>(selected: Selected, load: (all: readonly Entry[]) => Promise<T>) => Promise<T>

/** For the fields of one answer: what has been loaded is kept as long as its entries are. */
export function makeTogether<Entry>(all: readonly Entry[]): Together<Entry> {
  const loading = new Map<string, Promise<unknown>>()
  return <T>(selected: Selected, load: (all: readonly Entry[]) => Promise<T>) => {
    const key = JSON.stringify(selected)
    const loaded = (loading.get(key) as Promise<T> | undefined) ?? load(all)
    loading.set(key, loaded)
    return loaded
  }
}
