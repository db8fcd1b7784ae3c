import type { Clock } from '@sluice/core/clock'
import type { QueuePlaces } from '@sluice/core/generation/watch'
import { hasMoved } from '@sluice/core/line/has-moved'
import type { QueuePlace } from '@sluice/core/line/queue-place'
import type { ReadPlaces } from './read-places.ts'

/** Places are looked at this often while anybody follows one. */
const everyMs = 1_000
/** Whoever comes is told so soon. Most generations are taken on before that, and cost no statement. */
const firstMs = 100
/** Between two looks passes at least this, and so many times what the last one took: a long line is looked at less often. */
const restMs = 250
const restTimes = 20

/** What places are followed with. */
export interface QueuePlacesOptions {
  readonly read: ReadPlaces
  readonly clock: Clock
  readonly report: (fault: unknown) => void
}

interface Follower {
  readonly onMoved: () => void
  told: { readonly place: QueuePlace; readonly at: number } | null
  news: { readonly place: QueuePlace; readonly at: number } | null
}

/** Places of queued generations, for as long as they are followed here: one read a look, however many follow. */
export function createQueuePlaces({ read, clock, report }: QueuePlacesOptions): QueuePlaces {
  const followed = new Map<string, Set<Follower>>()
  const looks = createLooks(clock, async () => {
    try {
      const places = await read([...followed.keys()])
      const at = clock.now()
      for (const [id, place] of places) for (const each of followed.get(id) ?? []) tell(each, place, at)
    } catch (fault) {
      if (followed.size > 0) report(fault) // the next look tries again
    }
    return followed.size > 0
  })
  return {
    follow(id, onMoved) {
      const follower: Follower = { onMoved, told: null, news: null }
      const others = followed.get(id) ?? new Set()
      followed.set(id, others.add(follower))
      looks.soon()
      return {
        take() {
          const { news } = follower
          if (!news) return null
          follower.told = news
          follower.news = null
          return news.place
        },
        [Symbol.dispose]() {
          others.delete(follower)
          if (others.size === 0 && followed.get(id) === others) followed.delete(id)
          if (followed.size === 0) looks.rest()
        },
      }
    },
  }
}

/** One who is slow to take is told the newest only. */
function tell(follower: Follower, place: QueuePlace, at: number): void {
  const { told } = follower
  follower.news = told && !hasMoved(told.place, place, at - told.at) ? null : { place, at }
  if (follower.news) follower.onMoved()
}

interface Looks {
  /** Somebody has come who knows nothing yet. */
  soon(): void
  /** Nobody is there any more. */
  rest(): void
}

/** Looks again and again for as long as `look` answers true, never twice at once. */
function createLooks(clock: Clock, look: () => Promise<boolean>): Looks {
  let planned: { readonly at: number; readonly cancel: () => void } | null = null
  let isLooking = false
  let isAwaited = false
  let restUntil = -Infinity

  const plan = (ms: number) => {
    const at = Math.max(clock.now() + ms, restUntil)
    if (planned && planned.at <= at) return
    planned?.cancel()
    planned = { at, cancel: clock.schedule(at - clock.now(), () => void begin()) }
  }
  const begin = async () => {
    planned = null
    isLooking = true
    isAwaited = false
    const from = clock.now()
    const goesOn = await look()
    isLooking = false
    restUntil = clock.now() + Math.max(restMs, restTimes * (clock.now() - from))
    if (goesOn) plan(isAwaited ? firstMs : everyMs)
  }
  return {
    soon() {
      isAwaited = true
      if (!isLooking) plan(firstMs)
    },
    rest() {
      planned?.cancel()
      planned = null
    },
  }
}
