/** Takes what has come of an HTTP/1.1 response, as it was cut; passes its body on. */
export interface BodyReader {
  feed(text: string): void
}

/** What a {@link BodyReader} calls. */
export interface BodyEnds {
  onBody(part: string): void
  /** The body has ended as its framing says. */
  onEnd(): void
  /** The answer is no stream. */
  onRefused(status: string, text: string): void
}

type State = 'head' | 'size' | 'data' | 'to the close' | 'ended'

/** Hundreds of streams share one core with the provider: Node's own client would cost more than the targets do. */
export function makeBodyReader({ onBody, onEnd, onRefused }: BodyEnds): BodyReader {
  let state: State = 'head'
  let [kept, left] = ['', 0]

  /** @returns where it goes on, or -1 when more has to come. */
  const readHead = (text: string): number => {
    const end = text.indexOf('\r\n\r\n')
    if (end === -1) return -1
    if (!/^HTTP\/1\.1 20[02]/.test(text)) {
      state = 'ended'
      onRefused(text.slice(9, 12), text)
      return text.length
    }
    state = /transfer-encoding: *chunked/i.test(text.slice(0, end)) ? 'size' : 'to the close'
    return end + 4
  }
  const readSize = (text: string, at: number): number => {
    const end = text.indexOf('\r\n', at)
    if (end === -1) return -1
    if (end === at) return at + 2 // what follows the data before it
    left = Number.parseInt(text.slice(at, end), 16)
    state = left === 0 ? 'ended' : 'data'
    if (left === 0) onEnd()
    return end + 2
  }
  const step = (text: string, at: number): number => {
    switch (state) {
      case 'head':
        return readHead(text)
      case 'size':
        return readSize(text, at)
      case 'data': {
        const part = text.slice(at, at + left)
        left -= part.length
        if (left === 0) state = 'size'
        onBody(part)
        return at + part.length
      }
      case 'to the close':
        onBody(text.slice(at))
        return text.length
      case 'ended':
        return text.length
    }
  }
  return {
    feed(more) {
      const text = kept + more
      kept = ''
      for (let at = 0; at < text.length; ) {
        const next = step(text, at)
        if (next === -1) {
          kept = text.slice(at)
          return
        }
        at = next
      }
    },
  }
}
