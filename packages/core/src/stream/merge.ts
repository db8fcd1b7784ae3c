/** Makes the sources of one {@link merge}. They end soon after the signal has aborted. */
export type MakeSources<T> = (
  signal: AbortSignal,
) => readonly [leading: AsyncIterable<T>, ...others: AsyncIterable<T>[]]

/** A value that its source holds out until it has been taken. */
interface Offer<T> {
  readonly value: T
  readonly take: () => void
}

/**
 * What several sources yield, in the order in which it comes, until the first of them, which leads, has ended. A source is
 * asked for its next value only when its last one has been taken, so nothing piles up. The end, an error of any source and
 * leaving early all abort the signal that the sources were made with, and wait until they have let go.
 */
export async function* merge<T>(signal: AbortSignal, make: MakeSources<T>): AsyncGenerator<T> {
  const leaving = new AbortController()
  const leave = () => leaving.abort(signal.reason)
  signal.addEventListener('abort', leave, { once: true })
  if (signal.aborted) leave()

  const ready: Offer<T>[] = []
  const faults: unknown[] = []
  let isOver = false
  let wake = Promise.withResolvers<void>()

  const pump = async (source: AsyncIterable<T>, isLeading: boolean) => {
    try {
      for await (const value of source) {
        if (isOver) return
        await new Promise<void>((take) => {
          ready.push({ value, take })
          wake.resolve()
        })
      }
      if (isLeading) isOver = true
    } catch (error) {
      faults.push(error)
    }
    wake.resolve()
  }
  const pumps = make(leaving.signal).map((source, index) => pump(source, index === 0))
  try {
    while (true) {
      for (let offer = ready.shift(); offer; offer = ready.shift()) {
        try {
          yield offer.value
        } finally {
          offer.take()
        }
      }
      if (isOver || faults.length > 0) break
      await wake.promise
      wake = Promise.withResolvers()
    }
  } finally {
    isOver = true
    signal.removeEventListener('abort', leave)
    leaving.abort()
    for (const { take } of ready) take()
    await Promise.all(pumps)
  }
  if (faults.length > 0) throw faults[0]
}
