import type { ActivityFeed, Changes } from '../activity/activity.ts'

/** One owner's changes, in memory. */
export interface MemoryFeed {
  readonly feed: ActivityFeed
  /** These change, in one transaction. */
  change(...ids: string[]): void
  /** More changes than is kept. */
  overflow(): void
  /** How many follow now. */
  readonly followers: number
  /** What snapshots were asked since. */
  readonly asked: readonly (number | null)[]
}

/** A feed in which nothing has changed yet; `active` is what goes on. */
export function makeMemoryFeed(active: readonly string[] = []): MemoryFeed {
  const changes: string[] = []
  const followers = new Set<{ hasMore: boolean; onChanged: () => void }>()
  const asked: (number | null)[] = []
  const tell = () => {
    for (const { onChanged } of followers) onChanged()
  }
  return {
    asked,
    change(...ids) {
      changes.push(...ids)
      tell()
    },
    overflow() {
      for (const follower of followers) follower.hasMore = true
      tell()
    },
    get followers() {
      return followers.size
    },
    feed: {
      async snapshot(_, { since }) {
        asked.push(since)
        const changed = since === null ? [] : changes.slice(since)
        return { cursor: changes.length, ids: [...new Set([...active, ...changed])], hasMore: false }
      },
      follow(_, since, onChanged) {
        const follower = { hasMore: false, onChanged }
        followers.add(follower)
        let told = since
        if (changes.length > since) queueMicrotask(onChanged)
        return {
          take(): Changes {
            const ids = [...new Set(changes.slice(told))]
            told = changes.length
            return { ids, cursor: told, hasMore: follower.hasMore }
          },
          [Symbol.dispose]: () => void followers.delete(follower),
        }
      },
    },
  }
}
