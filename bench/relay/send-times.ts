/** When the provider sent the tokens of one generation, and which replica had asked it (`r0`, or `v1` for the only one). */
export interface SendTimes {
  readonly via: string
  readonly times: Float64Array
}

/** Asks the provider when it sent each token of a run, by generation. */
export async function timesOf(providerUrl: string, run: string): Promise<ReadonlyMap<number, SendTimes>> {
  const bytes = Buffer.from(await (await fetch(`${providerUrl}/times?run=${run}`)).arrayBuffer())
  const lineEnd = bytes.indexOf('\n')
  const index = JSON.parse(bytes.toString('utf8', 0, lineEnd)) as [number, number, string][]
  const all = new Map<number, SendTimes>()
  let at = lineEnd + 1
  for (const [generation, count, via] of index) {
    const from = bytes.byteOffset + at
    at += count * Float64Array.BYTES_PER_ELEMENT
    all.set(generation, { via, times: new Float64Array(bytes.buffer.slice(from, bytes.byteOffset + at)) })
  }
  return all
}
