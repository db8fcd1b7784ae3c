import { type ActivityEvent, createClient } from '@sluice/client'
import { type Accessor, createContext, onCleanup, type ParentProps, useContext } from 'solid-js'
import { useApi } from '../graphql/api.ts'
import { joinTabs, livingTabs, sight } from './browser-tabs.ts'
import { electByLock, electBySight } from './election.ts'
import type { Followed } from './followed.ts'
import { createLostSignal } from './lost-signal.ts'
import type { StreamState } from './messages.ts'
import { joinActivity } from './tab.ts'

/** All that happens to the viewer's generations, as it happens, whichever tab the stream ends in. */
export type ActivityFeed = {
  /** Calls `listener` with whatever is said of all generations. Stops with its owner. */
  listen: (listener: (event: ActivityEvent) => void) => void
  /** Asks for a generation's events. Answers how to stop. */
  follow: (one: Followed) => () => void
  /** True after two seconds without a connection. */
  isLost: Accessor<boolean>
}

export const ActivityContext = createContext<ActivityFeed>()

/** The page's {@link ActivityFeed}. Throws outside of `ActivityProvider`. */
export function useActivity(): ActivityFeed {
  const feed = useContext(ActivityContext)
  if (!feed) throw new Error('useActivity outside of ActivityProvider')
  return feed
}

/** Takes part in the browser's one stream for as long as the page is there. */
export function ActivityProvider(props: ParentProps) {
  const api = useApi()
  const client = createClient({ url: '' })
  const listeners = new Set<(event: ActivityEvent) => void>()
  const connection = createLostSignal()
  const name = crypto.getRandomValues(new Uint32Array(2)).join('-')
  const locks = navigator.locks as LockManager | undefined

  const onState = (state: StreamState) => {
    if (state === 'signed out') api.reportSignedOut()
    else connection.set(state === 'connected')
  }
  const tab = joinActivity(
    {
      openActivity: client.activity,
      joinTabs: locks ? joinTabs : () => ({ send() {}, leave() {} }),
      elect: (serve) => (locks ? electByLock(locks, serve) : electBySight(sight, serve)),
      livingTabs: locks ? livingTabs(locks, name) : async () => null,
      sight,
    },
    {
      name,
      onEvent: (event) => {
        for (const listener of listeners) listener(event)
      },
      onState,
    },
  )
  // A page that the browser puts aside holds nothing that another tab needs. One that is taken out again begins anew.
  const onShow = (event: PageTransitionEvent) => event.persisted && location.reload()
  window.addEventListener('pagehide', tab.leave)
  window.addEventListener('pageshow', onShow)
  onCleanup(() => {
    window.removeEventListener('pagehide', tab.leave)
    window.removeEventListener('pageshow', onShow)
    tab.leave()
  })

  const feed: ActivityFeed = {
    listen(listener) {
      listeners.add(listener)
      onCleanup(() => listeners.delete(listener))
    },
    follow: tab.follow,
    isLost: connection.isLost,
  }
  return <ActivityContext.Provider value={feed}>{props.children}</ActivityContext.Provider>
}
