import { type Activity, followActivity } from '@sluice/core/activity/activity'
import type { ActivityEvent } from '@sluice/core/activity/event'
import { systemClock } from '@sluice/core/clock'
import type { WatchEvent } from '@sluice/core/generation/event'
import { type EventLog, type Watch, watch } from '@sluice/core/generation/watch'
import { followSignIn } from '../auth/follow-sign-in.ts'
import type { FollowedRight } from '../auth/live-rights.ts'
import type { Counted } from '../limits/counted-for.ts'
import { createOpenStreams } from '../limits/open-streams.ts'
import type { Asker, ContextOptions } from './context.ts'

/** What streams work with. */
export type StreamOptions = Pick<ContextOptions, 'config' | 'recent' | 'lineView' | 'feed' | 'rights' | 'drain'> & {
  readonly eventLog: EventLog
}

/** The streams of one request; opening one more than allowed throws OVERLOADED. They end with its session or share, and with the right to see what they are about. */
export interface Streams {
  watch(what: Pick<Watch, 'id' | 'after'>): AsyncGenerator<WatchEvent>
  activity(what: Pick<Activity, 'open' | 'since'>): AsyncGenerator<ActivityEvent>
}

/** Who opens streams, and for whom these are counted. */
export interface StreamAsker extends Pick<Asker, 'signedIn' | 'signal'> {
  readonly counted: Counted
}

/** Opens streams for whoever is signed in, until `signal` aborts. */
export function makeStreams(options: StreamOptions): (asker: StreamAsker) => Streams {
  const { config, recent, lineView, feed, rights, drain, eventLog } = options
  const openStreams = createOpenStreams({
    PERSON: config.SLUICE_STREAMS_PER_PERSON,
    SERVICE: config.SLUICE_STREAMS_PER_SERVICE,
  })
  const watchPorts = { log: recent.over(eventLog), wakeUp: recent, places: lineView.places, clock: systemClock }
  const limits = () => ({
    drain,
    keepAliveMs: config.SLUICE_KEEP_ALIVE_MS,
    // Spread, so that those who came together do not all come back together.
    rotateMs: config.SLUICE_STREAM_MS * (0.9 + Math.random() / 5),
  })

  return ({ signedIn, counted, signal }) => {
    const { viewer, by, through } = signedIn
    const whileSignedIn = <T>(open: Open<T>, ending: AbortSignal) =>
      whileHeld(() => followSignIn(rights, by), open, ending)
    const whileLetIn = <T>(open: Open<T>) =>
      through
        ? whileHeld(
            () => rights.shares.follow(through),
            (ending) => whileSignedIn(open, ending),
            signal,
          )
        : whileSignedIn(open, signal)
    const watchWhileSeen = (what: Watch) =>
      whileHeld(
        () => rights.sights.follow({ viewer, generationId: what.id }),
        (ending) => watch(watchPorts, { ...what, signal: ending }),
        what.signal,
      )
    const activityPorts = { feed, watch: watchWhileSeen, clock: systemClock }
    return {
      watch: (what) =>
        whileCounted(openStreams.open(counted), signal, () =>
          whileLetIn((ending) => watchWhileSeen({ ...what, ...limits(), signal: ending })),
        ),
      activity: (what) =>
        whileCounted(openStreams.open(counted), signal, () =>
          whileLetIn((ending) =>
            followActivity(activityPorts, { ...what, ...limits(), ownerId: viewer.id, signal: ending }),
          ),
        ),
    }
  }
}

/**
 * Counts until the stream has ended or its client has left, whichever is first: of one that left before it read anything, the
 * generator never runs.
 */
function whileCounted<T>(place: Disposable, signal: AbortSignal, open: () => AsyncGenerator<T>): AsyncGenerator<T> {
  let isFree = false
  const free = () => {
    if (!isFree) place[Symbol.dispose]()
    isFree = true
  }
  if (signal.aborted) free()
  else signal.addEventListener('abort', free, { once: true })
  return untilEnd(open(), free)
}

async function* untilEnd<T>(stream: AsyncGenerator<T>, onEnd: () => void): AsyncGenerator<T> {
  try {
    yield* stream
  } finally {
    onEnd()
  }
}

type Open<T> = (signal: AbortSignal) => AsyncGenerator<T>

/** A stream that lasts as long as its right, where it has one that ends; throws the refusal when that has ended. */
async function* whileHeld<T>(
  follow: () => FollowedRight | null,
  open: Open<T>,
  signal: AbortSignal,
): AsyncGenerator<T> {
  using followed = follow()
  yield* open(followed ? AbortSignal.any([signal, followed.ended]) : signal)
  followed?.ended.throwIfAborted()
}
