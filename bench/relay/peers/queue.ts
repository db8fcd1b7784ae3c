/** One watcher's events; ends at `null`. */
export interface Queue<Event> extends AsyncIterable<Event> {
  push(event: Event | null): void
}

/** A stream of the web would cost the peer more for the same. */
export function makeQueue<Event>(): Queue<Event> {
  const waiting: (Event | null)[] = []
  let wake: ((event: Event | null) => void) | null = null
  return {
    push(event) {
      if (!wake) {
        waiting.push(event)
        return
      }
      wake(event)
      wake = null
    },
    async *[Symbol.asyncIterator]() {
      while (true) {
        const next = waiting.shift()
        const event = next === undefined ? await new Promise<Event | null>((resolve) => (wake = resolve)) : next
        if (event === null) return
        yield event
      }
    },
  }
}
