import type { ServerResponse } from 'node:http'
import { setInterval as every } from 'node:timers/promises'

/** How many pieces, and the time between two of them in milliseconds: two seconds in all. */
const probePieces = 8
const probeEveryMs = 250
/** At once; more are told to come later, since everybody may ask. */
const mostAtOnce = 20

/** Answers a request for a probe of the line. */
export type StreamProbe = (response: ServerResponse) => Promise<void>

/**
 * A stream of pieces sent apart, under the same headers as every stream of Sluice. Whoever reads it through the proxies of a
 * deployment sees whether something in between holds pieces back: then they arrive together.
 */
export function makeStreamProbe(): StreamProbe {
  let open = 0
  return async (response) => {
    if (open >= mostAtOnce) {
      response
        .writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '2' })
        .end('Too many at once.\n')
      return
    }
    open += 1
    await sendPieces(response).finally(() => {
      open -= 1
    })
  }
}

async function sendPieces(response: ServerResponse): Promise<void> {
  const left = new AbortController()
  response.once('close', () => left.abort())
  response.on('error', () => {})
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    'x-accel-buffering': 'no',
  })
  response.write(
    `: ${probePieces} pieces, ${probeEveryMs} ms apart. If they come together, something in between buffers.\n\n`,
  )
  const startedAt = performance.now()
  const send = (n: number) =>
    response.write(
      `event: piece\ndata: {"n":${n},"of":${probePieces},"sentMs":${Math.round(performance.now() - startedAt)}}\n\n`,
    )
  try {
    let n = 1
    send(n)
    for await (const _ of every(probeEveryMs, undefined, { signal: left.signal, ref: false })) {
      n += 1
      send(n)
      if (n === probePieces) break
    }
    response.end()
  } catch (error) {
    if (!left.signal.aborted) throw error
  }
}
