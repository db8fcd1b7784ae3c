import { type ApiClient, Refused, type SeenEvent } from './api-client.ts'
import { emptyScreen, type Screen, show } from './fold.ts'
import { until } from './until.ts'

/** How {@link follow} watches. */
export interface FollowOptions {
  /** Where to begin. Default: with nothing on the screen. */
  readonly from?: Screen
  /** Called for each event, after it is on the screen. Answering false cuts the connection. */
  readonly onEvent?: (event: SeenEvent, screen: Screen) => boolean | undefined
  /** Default: 50,000. */
  readonly timeoutMs?: number
}

/** What a client stops on; after any other close, an error among them, it comes back. */
const finalCodes: ReadonlySet<string> = new Set(['NOT_FOUND', 'UNAUTHENTICATED', 'BAD_CURSOR', 'OVERLOADED'])

/**
 * Watches as a good client does: comes back with the last cursor after every drop, until it has seen the end.
 *
 * @throws Refused, or Error when there is a gap, something doubled, or no end in time
 */
export async function follow(api: ApiClient, id: string, options: FollowOptions = {}): Promise<Screen> {
  const { from = emptyScreen, onEvent, timeoutMs = 50_000 } = options
  const signal = AbortSignal.timeout(timeoutMs)
  let screen = from
  const watchOnce = async () => {
    for await (const event of api.watch(id, { ...(screen.cursor && { after: screen.cursor }), signal })) {
      screen = show(screen, event)
      if (onEvent?.(event, screen) === false) return
    }
  }
  return until(
    `the end of ${id} is seen`,
    async () => {
      await watchOnce().catch((error: unknown) => {
        if (error instanceof Refused ? finalCodes.has(error.code) : isFaultOfTheStream(error)) throw error
      })
      return screen.ended !== null && screen
    },
    { timeoutMs, everyMs: 100 }, // dozens that knock every 20 ms would slow down the very start that they wait for
  )
}

function isFaultOfTheStream(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Event ')
}

/** The whole log of a generation that has ended, or what is there of it within `timeoutMs`, oldest first. */
export async function readLog(api: ApiClient, id: string, { timeoutMs = 10_000 } = {}): Promise<SeenEvent[]> {
  const log: SeenEvent[] = []
  for await (const event of api.watch(id, { after: 'e0', signal: AbortSignal.timeout(timeoutMs) })) log.push(event)
  return log
}

/** The screen of someone who has seen these events from the first on. */
export function screenOf(log: readonly SeenEvent[]): Screen {
  return log.reduce(show, emptyScreen)
}
