import { createClient } from '@sluice/client'
import { onCleanup } from 'solid-js'
import type { ActivityFeed } from '../activity/create-activity.tsx'
import type { Followed } from '../activity/followed.ts'
import { createLostSignal } from '../activity/lost-signal.ts'

/** A browser has six connections, and some are for questions. The others are looked at now and then, and wait for their turn. */
const mostStreams = 3

type Following = { readonly one: Followed; readonly leaving: AbortController; isOpen: boolean }

/** The generations of a shared thread, each on a stream of its own. What is new there nobody tells: the thread is asked. */
export function createSharedFeed(secret: string, onRefused: () => void): ActivityFeed {
  const client = createClient({ url: '', share: secret })
  const connection = createLostSignal()
  const followed = new Set<Following>()

  const read = async ({ one, leaving }: Following) => {
    const { signal } = leaving
    try {
      const options = { after: one.position(), signal, onConnection: connection.set }
      for await (const event of client.watch(one.id, options)) one.apply(event)
    } catch {
      if (signal.aborted) return
      one.refuse()
      onRefused()
    }
  }
  const fill = () => {
    for (const following of followed) {
      if ([...followed].filter(({ isOpen }) => isOpen).length >= mostStreams) return
      if (following.isOpen) continue
      following.isOpen = true
      void read(following).finally(() => leave(following))
    }
  }
  const leave = (following: Following) => {
    if (!followed.delete(following)) return
    following.leaving.abort()
    if (followed.size === 0) connection.set(true)
    fill()
  }
  onCleanup(() => {
    for (const following of followed) following.leaving.abort()
    followed.clear()
  })

  return {
    listen: () => {},
    follow(one) {
      const following = { one, leaving: new AbortController(), isOpen: false }
      followed.add(following)
      fill()
      return () => leave(following)
    },
    isLost: connection.isLost,
  }
}
