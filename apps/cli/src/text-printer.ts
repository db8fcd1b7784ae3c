/** What to write next; `isAnew` when what was written before is not part of the text any more. */
export interface Printed {
  readonly write: string
  readonly isAnew: boolean
}

/** Writes a text that grows. What has gone out cannot be taken back, so after a restart it catches up silently. */
export interface TextPrinter {
  /** What brings the output up to this text, as far as it has come. */
  show(text: string): Printed
  /** The same for the whole text. */
  finish(text: string): Printed
}

/** A printer that has written nothing. */
export function makeTextPrinter(): TextPrinter {
  let written = ''
  const anew = (text: string): Printed => {
    written = text
    return { write: text, isAnew: true }
  }
  const show = (text: string): Printed => {
    if (written.startsWith(text)) return { write: '', isAnew: false }
    if (!text.startsWith(written)) return anew(text)
    const write = text.slice(written.length)
    written = text
    return { write, isAnew: false }
  }
  return { show, finish: (text) => (text.length < written.length ? anew(text) : show(text)) }
}
