import type { ServerResponse } from 'node:http'

/** Writes a response's body piece by piece. */
export interface ChunkWriter {
  /** False when the client is behind: wait for `drained` then. */
  write(text: string): boolean
  readonly isBehind: boolean
  /** Until the socket takes more, or is gone. */
  drained(): Promise<void>
}

/**
 * Writes straight to the socket, each piece as a chunk of HTTP/1.1 (RFC 9112, section 7.1), where the headers are out and say so. Node's own `write` makes
 * four pieces of each and keeps them for the end of the tick: 13 % of all CPU of 100 streams of 40 tokens/s (2026-11). Ending the response stays with Node.
 */
export function makeChunkWriter(response: ServerResponse): ChunkWriter {
  return {
    write(text) {
      if (response.destroyed) return true
      const { socket } = response
      if (!socket?.writable || !response.headersSent || !response.chunkedEncoding) return response.write(text)
      const size = Buffer.byteLength(text)
      return socket.write(`${size.toString(16)}\r\n${text}\r\n`, size === text.length ? 'latin1' : 'utf8')
    },
    get isBehind() {
      return response.writableNeedDrain || (response.socket?.writableNeedDrain ?? false)
    },
    drained() {
      const { promise, resolve } = Promise.withResolvers<void>()
      const from = [response, response.socket].filter((each) => each !== null)
      for (const each of from) for (const event of ['drain', 'close']) each.once(event, resolve)
      if (response.destroyed) resolve()
      return promise.finally(() => {
        for (const each of from) for (const event of ['drain', 'close']) each.off(event, resolve)
      })
    },
  }
}
