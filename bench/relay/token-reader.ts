import { tokenLength, tokens } from './tokens.ts'

/** Checks that a stream brings each token once and in order. */
export interface TokenReader {
  /** When each token came. */
  readonly arrivals: Float64Array
  received: number
  /** What went wrong first. */
  fault: string | null
  isDone: boolean
  /** Takes what has come of the body, at whatever place it was cut. */
  feed(part: string, now: number): void
}

/** What to look for; see `Wire`. */
export interface TokenMarks {
  readonly marker: string
  readonly done: string
  readonly count: number
  readonly isStrict: boolean
}

export function makeTokenReader({ marker, done, count, isStrict }: TokenMarks): TokenReader {
  let [line, half] = ['', '']

  const takeText = (text: string, now: number) => {
    const whole = half + text
    let at = 0
    for (; at + tokenLength <= whole.length; at += tokenLength) {
      if (reader.received >= count || whole.slice(at, at + tokenLength) !== tokens[reader.received]) {
        reader.fault ??= 'order'
        return
      }
      reader.arrivals[reader.received] = now
      reader.received += 1
    }
    half = whole.slice(at)
  }
  const takeLine = (whole: string, now: number) => {
    if (isStrict && whole.startsWith('data: {')) JSON.parse(whole.slice('data: '.length))
    for (let at = whole.indexOf(marker); at !== -1; ) {
      const from = at + marker.length
      const to = whole.indexOf('"', from)
      if (to === -1) return
      if (to > from) takeText(whole.slice(from, to), now)
      at = whole.indexOf(marker, to)
    }
    if (whole.includes(done)) reader.isDone = true
  }
  const reader: TokenReader = {
    arrivals: new Float64Array(count),
    received: 0,
    fault: null,
    isDone: false,
    feed(part, now) {
      const text = line + part
      let from = 0
      for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
        if (end > from + 1) takeLine(text.slice(from, end), now)
        from = end + 1
      }
      line = text.slice(from)
    },
  }
  return reader
}
