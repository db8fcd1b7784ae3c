/** Does `work` for 0 … count - 1, so many at once, each as soon as there is room; answers the results in order. */
export async function inLanes<T>(
  { count, lanes }: { readonly count: number; readonly lanes: number },
  work: (n: number) => Promise<T>,
): Promise<T[]> {
  const results: T[] = []
  let next = 0
  const lane = async () => {
    while (next < count) {
      const n = next
      next += 1
      results[n] = await work(n)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return results
}
