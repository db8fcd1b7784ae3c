// CLOCK_MONOTONIC is the same in every process of a machine; performance.now() is cheaper than hrtime and only begins elsewhere.
const offsetMs = findOffset()

/** Milliseconds by a clock that all processes of this machine share. */
export const sharedNow = (): number => offsetMs + performance.now()

function findOffset(): number {
  let [narrowest, offset] = [Infinity, 0]
  for (let tries = 0; tries < 50; tries += 1) {
    const before = performance.now()
    const shared = Number(process.hrtime.bigint()) / 1e6
    const after = performance.now()
    if (after - before >= narrowest) continue
    narrowest = after - before
    offset = shared - (before + after) / 2
  }
  return offset
}
