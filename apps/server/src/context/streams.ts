import { type Activity, followActivity } from '@sluice/core/activity/activity'
import type { ActivityEvent } from '@sluice/core/activity/event'
import { systemClock } from '@sluice/core/clock'
import type { WatchEvent } from '@sluice/core/generation/event'
import type { EventLog } from '@sluice/core/generation/event-log'
import { asLive, type LiveStream, type Watch, watch } from '@sluice/core/generation/watch'
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
  watch(what: Pick<Watch, 'id' | 'after'>): LiveStream<WatchEvent>
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
    const letIn = [() => followSignIn(rights, by), ...(through ? [() => rights.shares.follow(through)] : [])]
    const sightOf = (generationId: string) => () => rights.sights.follow({ viewer, generationId })
    const watchWhileSeen = (what: Watch) =>
      whileHeld([sightOf(what.id)], (ending) => watch(watchPorts, { ...what, signal: ending }), {
        signal: what.signal,
        place: null,
      })
    const activityPorts = { feed, watch: watchWhileSeen, clock: systemClock }
    return {
      watch: (what) =>
        whileHeld(
          [...letIn, sightOf(what.id)],
          (ending) => watch(watchPorts, { ...what, ...limits(), signal: ending }),
          { signal, place: keepPlace(openStreams.open(counted), signal) },
        ),
      activity: (what) =>
        whileHeld(
          letIn,
          (ending) => followActivity(activityPorts, { ...what, ...limits(), ownerId: viewer.id, signal: ending }),
          { signal, place: keepPlace(openStreams.open(counted), signal) },
        ),
    }
  }
}

/** Free again when it is disposed or the client has left, whichever is first: of a stream that nobody has read from, the generator never runs. */
function keepPlace(place: Disposable, signal: AbortSignal): Disposable {
  let isFree = false
  const free = () => {
    if (!isFree) place[Symbol.dispose]()
    isFree = true
  }
  if (signal.aborted) free()
  else signal.addEventListener('abort', free, { once: true })
  return { [Symbol.dispose]: free }
}

/**
 * A stream that lasts as long as all its rights; throws the refusal when one has ended. All of them in one generator: each
 * layer more costs every event of every watcher.
 */
function whileHeld<T>(
  follow: readonly (() => FollowedRight | null)[],
  open: (signal: AbortSignal) => LiveStream<T>,
  { signal, place }: { readonly signal: AbortSignal; readonly place: Disposable | null },
): LiveStream<T> {
  let take: (event: T) => boolean = () => false
  const stream = async function* (): AsyncGenerator<T> {
    using held = new DisposableStack()
    held.use(place)
    const rights = follow.flatMap((each) => held.use(each()) ?? [])
    const inner = open(AbortSignal.any([signal, ...rights.map(({ ended }) => ended)]))
    inner.handTo?.((event) => take(event))
    yield* inner
    for (const { ended } of rights) ended.throwIfAborted()
  }
  return asLive(stream(), (taker) => {
    take = taker
  })
}
