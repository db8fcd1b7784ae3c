import { connect } from 'node:net'
import { makeBodyReader } from './body-reader.ts'
import { sharedNow } from './clock.ts'
import type { Wire } from './load.ts'
import { makeTokenReader, type TokenReader } from './token-reader.ts'

/** One stream that is watched. */
export interface Watcher {
  readonly generation: number
  readonly port: number
  readonly reader: TokenReader
  /** When the generation was asked for; before its start, where it has one. */
  readonly askedAt: number
  /** What the target answered instead of a stream. */
  readonly sample: string | null
  readonly ended: Promise<void>
  /** Gives up: the stream is too late. */
  cut(): void
}

/** What is filled in to ask. */
export interface Asked {
  readonly id: string
  readonly prompt: string
}

/** Where, what and how to watch. */
export interface WatchOptions {
  readonly wire: Wire
  readonly port: number
  readonly asked: Asked
  readonly generation: number
  readonly askedAt: number
  readonly count: number
  readonly isStrict: boolean
}

/** All sockets read into one buffer, which is emptied before the next reads. */
const shared = Buffer.allocUnsafe(1 << 18)

/** Opens a stream and checks what comes. */
export function openWatcher(options: WatchOptions): Watcher {
  const { wire, port, asked, generation, askedAt, count, isStrict } = options
  const reader = makeTokenReader({ marker: wire.marker, done: wire.done, count, isStrict })
  const { promise: ended, resolve } = Promise.withResolvers<void>()
  let [isOpen, sample]: [boolean, string | null] = [true, null]

  const finish = (fault: string | null) => {
    if (!isOpen) return
    isOpen = false
    if (reader.received < count) reader.fault ??= fault ?? 'short'
    else if (!reader.isDone) reader.fault ??= fault ?? 'no end mark'
    socket.destroy()
    resolve()
  }
  const body = makeBodyReader({
    onBody(part) {
      reader.feed(part, sharedNow())
      if (reader.isDone) finish(null)
    },
    onEnd: () => finish(null),
    onRefused(status, text) {
      sample = text.slice(0, 600)
      finish(`HTTP ${status}`)
    },
  })
  const socket = connect({
    port,
    host: '127.0.0.1',
    noDelay: true,
    onread: {
      buffer: shared,
      callback(length) {
        if (isOpen) body.feed(shared.toString('latin1', 0, length))
        return true
      },
    },
  })
  socket.on('error', (error: NodeJS.ErrnoException) => finish(error.code ?? 'socket'))
  socket.on('close', () => finish(null))
  socket.write(requestOf(wire, asked))
  return {
    generation,
    port,
    reader,
    askedAt,
    get sample() {
      return sample
    },
    ended,
    cut: () => finish('late'),
  }
}

function requestOf({ method, path, body, headers }: Wire, asked: Asked): string {
  const content = fill(body, asked)
  const lines = [
    `${method} ${fill(path, asked)} HTTP/1.1`,
    'Host: bench',
    'Accept: text/event-stream',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(content ? ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(content)}`] : []),
  ]
  return `${lines.join('\r\n')}\r\n\r\n${content}`
}

/** Puts in what a wire leaves open. */
export function fill(text: string, { id, prompt }: Asked): string {
  return text
    .replaceAll('${id}', id)
    .replaceAll('${prompt}', prompt)
    .replaceAll('${promptUrl}', encodeURIComponent(prompt))
}
