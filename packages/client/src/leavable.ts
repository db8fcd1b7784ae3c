/** The same values; leaving the loop aborts `leaving` first, for a generator would wait for the value that it waits for. */
export function leavable<T>(values: AsyncGenerator<T, void>, leaving: AbortController): AsyncIterableIterator<T, void> {
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: () => values.next(),
    return() {
      leaving.abort()
      return values.return()
    },
  }
}
