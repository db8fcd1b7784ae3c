import type { QueuePlaces } from '../generation/watch.ts'
import type { QueuePlace } from '../line/queue-place.ts'

/** Places of generations, in memory. */
export interface MemoryPlaces extends QueuePlaces {
  /** Puts it there and tells who follows it. */
  move(id: string, place: QueuePlace): void
  /** Whom somebody follows now. */
  readonly followed: readonly string[]
}

/** Nobody stands anywhere. */
export function makeMemoryPlaces(): MemoryPlaces {
  const followers = new Set<{ readonly id: string; readonly onMoved: () => void; news: QueuePlace | null }>()
  return {
    follow(id, onMoved) {
      const follower = { id, onMoved, news: null as QueuePlace | null }
      followers.add(follower)
      return {
        take() {
          const { news } = follower
          follower.news = null
          return news
        },
        [Symbol.dispose]: () => void followers.delete(follower),
      }
    },
    move(id, place) {
      for (const follower of followers) {
        if (follower.id !== id) continue
        follower.news = place
        follower.onMoved()
      }
    },
    get followed() {
      return [...followers].map(({ id }) => id)
    },
  }
}
