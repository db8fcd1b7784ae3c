import type { SeenEvent } from './api-client.ts'

/** What a watcher has on its screen. */
export interface Screen {
  readonly text: string
  /** seq of the last logged event; 0 before any. */
  readonly seq: number
  readonly cursor: string | undefined
  /** The terminal event's type, once it came. */
  readonly ended: string | null
}

/** A screen that has shown nothing. */
export const emptyScreen: Screen = { text: '', seq: 0, cursor: undefined, ended: null }

const notLogged = new Set(['GenerationSnapshot', 'KeepAlive', 'Reconnect', 'QueueMoved'])
const terminal = new Set(['GenerationSucceeded', 'GenerationFailed', 'GenerationCancelled', 'GenerationInterrupted'])

/** Whether this event stands in the log, rather than belonging to the stream that brought it. */
export function isLogged({ __typename: type }: SeenEvent): boolean {
  return !notLogged.has(type)
}

/**
 * Shows one more event, as the protocol has it.
 *
 * @throws Error for a gap or a doubled event: what the tests are there to find
 */
export function show(screen: Screen, event: SeenEvent): Screen {
  const { __typename: type, seq, cursor, text = '' } = event
  if (type === 'GenerationSnapshot') return { ...screen, text, seq, cursor }
  if (!isLogged(event)) return screen
  const isRepeatedEnd = terminal.has(type) && seq === screen.seq
  if (seq !== screen.seq + 1 && !isRepeatedEnd) throw new Error(`Event ${seq} (${type}) came after ${screen.seq}`)
  const shown = type === 'TextDelta' ? screen.text + text : type === 'Restarted' ? '' : screen.text
  return { text: shown, seq, cursor, ended: terminal.has(type) ? type : screen.ended }
}
