import type { Sight } from './election.ts'
import type { TabMessage } from './messages.ts'

const channelName = 'sluice.activity'
const tabLock = 'sluice.tab.'

/** The other tabs of this browser that show a page of this server. */
export function joinTabs(onMessage: (message: TabMessage) => void) {
  const channel = new BroadcastChannel(channelName)
  channel.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => onMessage(data))
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is windows' postMessage, a channel has one origin
  const send = (message: TabMessage) => channel.postMessage(message)
  return { send, leave: () => channel.close() }
}

/** Holds a lock for as long as this tab is there, and answers how to see which tabs hold theirs. */
export function livingTabs(locks: LockManager, name: string): () => Promise<ReadonlySet<string>> {
  void locks.request(`${tabLock}${name}`, () => new Promise(() => {}))
  return async () => {
    const { held = [] } = await locks.query()
    const names = held.map((lock) => lock.name ?? '').filter((lock) => lock.startsWith(tabLock))
    return new Set(names.map((lock) => lock.slice(tabLock.length)))
  }
}

/** Whether this tab is in sight. */
export const sight: Sight = {
  isVisible: () => document.visibilityState === 'visible',
  listen(listener) {
    const update = () => listener(sight.isVisible())
    document.addEventListener('visibilitychange', update)
    return () => document.removeEventListener('visibilitychange', update)
  },
}
