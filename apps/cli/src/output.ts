import { exitCodes, Left } from './exit-code.ts'

/** Where a command writes. */
export interface Output {
  /** The answer itself: byte for byte into a pipe, without control characters on a terminal. */
  text(text: string): Promise<void>
  /** One JSON object on a line of stdout. */
  json(value: object): Promise<void>
  /** What goes on: only on a terminal, or when asked for. */
  status(line: string): void
  /** What must be said even in a script. */
  notice(line: string): void
  readonly isTerminal: boolean
}

type Stream = NodeJS.WriteStream

interface OutputOptions {
  readonly stdout: Stream
  readonly stderr: Stream
  readonly isVerbose: boolean
  /** Aborts when this program is to end: then nothing waits for a reader any more. */
  readonly leaving: AbortController
}

/** Model output is data: an escape sequence in it must not move the cursor, set titles or reach the clipboard. */
export function withoutControls(text: string): string {
  return text.replace(/(?![\n\t])\p{Cc}/gu, '\ufffd')
}

/** Writes to these streams. A reader that goes away ends the command. */
export function makeOutput({ stdout, stderr, isVerbose, leaving }: OutputOptions): Output {
  let isMidLine = false
  stdout.on('error', () => leaving.abort(new Left(exitCodes.stdoutClosed)))
  const hasRoom = () =>
    new Promise<void>((resolve) => {
      const finish = () => {
        stdout.off('drain', finish)
        leaving.signal.removeEventListener('abort', finish)
        resolve()
      }
      stdout.on('drain', finish)
      leaving.signal.addEventListener('abort', finish)
    })
  const write = async (text: string) => {
    leaving.signal.throwIfAborted()
    if (text === '') return
    isMidLine = stdout.isTTY && !text.endsWith('\n')
    if (!stdout.write(text)) await hasRoom()
  }
  const notice = (line: string) => {
    stderr.write(`${isMidLine ? '\n' : ''}sluice: ${withoutControls(line)}\n`)
    isMidLine = false
  }
  return {
    isTerminal: stdout.isTTY,
    text: (text) => write(stdout.isTTY ? withoutControls(text) : text),
    json: (value) => write(`${JSON.stringify(value)}\n`),
    notice,
    status(line) {
      if (isVerbose || stderr.isTTY) notice(line)
    },
  }
}
