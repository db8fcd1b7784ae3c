import { type Activity, followActivity } from '@sluice/core/activity/activity'
import type { ActivityEvent } from '@sluice/core/activity/event'
import { systemClock } from '@sluice/core/clock'
import type { WatchEvent } from '@sluice/core/generation/event'
import { type EventLog, type Watch, watch } from '@sluice/core/generation/watch'
import type { SignedIn } from './auth/viewer.ts'
import type { ContextOptions } from './context.ts'

/** What streams work with. */
export type StreamOptions = Pick<ContextOptions, 'config' | 'recent' | 'lineView' | 'feed' | 'sessions' | 'drain'> & {
  readonly eventLog: EventLog
}

/** The streams of one request. They end with its session. */
export interface Streams {
  watch(what: Pick<Watch, 'id' | 'after'>): AsyncGenerator<WatchEvent>
  activity(what: Pick<Activity, 'open' | 'since'>): AsyncGenerator<ActivityEvent>
}

/** Opens streams for whoever is signed in, until `signal` aborts. */
export function makeStreams(options: StreamOptions): (signedIn: SignedIn, signal: AbortSignal) => Streams {
  const { config, recent, lineView, feed, sessions, drain, eventLog } = options
  const watchPorts = { log: recent.over(eventLog), wakeUp: recent, places: lineView.places, clock: systemClock }
  const watchFrom = (what: Watch) => watch(watchPorts, what)
  const activityPorts = { feed, watch: watchFrom, clock: systemClock }
  const limits = () => ({
    drain,
    keepAliveMs: config.SLUICE_KEEP_ALIVE_MS,
    // Spread, so that those who came together do not all come back together.
    rotateMs: config.SLUICE_STREAM_MS * (0.9 + Math.random() / 5),
  })

  return ({ viewer, session }, signal) => {
    async function* whileSignedIn<T>(open: (signal: AbortSignal) => AsyncGenerator<T>): AsyncGenerator<T> {
      if (session === null) {
        yield* open(signal)
        return
      }
      using followed = sessions.follow(session)
      yield* open(AbortSignal.any([signal, followed.ended]))
      followed.ended.throwIfAborted()
    }
    return {
      watch: (what) => whileSignedIn((ending) => watchFrom({ ...what, ...limits(), signal: ending })),
      activity: (what) =>
        whileSignedIn((ending) =>
          followActivity(activityPorts, { ...what, ...limits(), ownerId: viewer.id, signal: ending }),
        ),
    }
  }
}
