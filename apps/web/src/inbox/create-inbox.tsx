import { type Accessor, createContext, type ParentProps, useContext } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import { workIn } from '../activity/changed.ts'
import { useActivity } from '../activity/create-activity.tsx'
import type { Approval } from '../approvals/approvals-requests.ts'
import { useApi } from '../graphql/api.ts'
import { createPoll } from '../graphql/create-poll.ts'
import { TitleBadgeContext } from '../ui/title.ts'
import { createVisibility } from '../ui/visibility.ts'
import { createBrowserNotices } from './create-browser-notices.ts'
import { loadInbox, markSeen, type UnreadRow } from './inbox-requests.ts'
import { countOf } from './news.ts'

/** What others start and a budget holds is not told to this person. */
const intervalMs = 30_000
/** Several things end together, and a thread that is open marks them seen at once. */
const settleMs = 400
/** Mutations at a time, when all is marked. */
const together = 6

/** What has ended or needs the viewer, and was not looked at. */
export type Inbox = {
  unread: Accessor<readonly UnreadRow[]>
  /** Whether there are more unread than are listed. */
  hasMore: Accessor<boolean>
  approvals: Accessor<readonly Approval[]>
  refetch: () => Promise<void>
  /** The viewer has seen a thread: here at once, and for the server. */
  see: (threadId: string) => Promise<void>
  seeAll: () => Promise<void>
  notices: ReturnType<typeof createBrowserNotices>
}

const InboxContext = createContext<Inbox>()

/** The page's {@link Inbox}. Throws outside of `InboxProvider`. */
export function useInbox(): Inbox {
  const inbox = useContext(InboxContext)
  if (!inbox) throw new Error('useInbox outside of InboxProvider')
  return inbox
}

function createInbox(): Inbox {
  const api = useApi()
  const isVisible = createVisibility()
  const [state, setState] = createStore<{ unread: UnreadRow[]; hasMore: boolean; approvals: Approval[] }>({
    unread: [],
    hasMore: false,
    approvals: [],
  })
  const poll = createPoll({
    round: async (signal) => {
      const loaded = await loadInbox(api)
      if (!signal.aborted) setState(reconcile(loaded, { key: 'id' }))
    },
    intervalMs: () => intervalMs,
    isEnabled: () => isVisible() && !api.isSignedOut(),
  })
  // oxlint-disable-next-line solid/reactivity -- an event, not something to track
  useActivity().listen((event) => {
    const isListed = (id: string) => state.unread.some((row) => row.id === id)
    if (workIn(event).some(({ id, isUnread }) => isUnread !== isListed(id))) poll.refetchAfter(settleMs)
  })

  const forget = (threads: ReadonlySet<string>) =>
    setState('unread', (rows) => rows.filter((row) => !threads.has(row.thread.id)))
  const seeMany = async (threads: readonly string[]) => {
    forget(new Set(threads))
    for (let first = 0; first < threads.length; first += together) {
      await Promise.all(threads.slice(first, first + together).map((id) => markSeen(api, id)))
    }
    poll.refetchAfter(settleMs)
  }
  return {
    unread: () => state.unread,
    hasMore: () => state.hasMore,
    approvals: () => state.approvals,
    refetch: poll.refetch,
    see: (threadId) => seeMany([threadId]).catch(() => {}),
    seeAll: () => seeMany([...new Set(state.unread.map(({ thread }) => thread.id))]).catch(poll.refetch),
    notices: createBrowserNotices(),
  }
}

/** Keeps the inbox for the whole page, and its number in the title of the tab. */
export function InboxProvider(props: ParentProps) {
  const inbox = createInbox()
  const badge = () => countOf(inbox.unread().length, inbox.hasMore())
  return (
    <InboxContext.Provider value={inbox}>
      <TitleBadgeContext.Provider value={badge}>{props.children}</TitleBadgeContext.Provider>
    </InboxContext.Provider>
  )
}
