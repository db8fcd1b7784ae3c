import { type Activity, type ActivityOptions, SluiceError, wait } from '@sluice/client'
import type { StreamState, TabMessage } from './messages.ts'
import { makeWanted } from './wanted.ts'

/** Tabs open and close in bursts, and each change of what is open costs a connection. */
const settleMs = 100
/** Far below the silence after which another tab takes over. */
const heartbeatMs = 10_000
const pauseMs = 5_000

export type LeadPorts = {
  openActivity: (options: ActivityOptions) => Activity
  /** To all tabs, this one included. */
  send: (message: TabMessage) => void
  /** The tabs that are there; null where that cannot be told. */
  livingTabs: () => Promise<ReadonlySet<string> | null>
}

/**
 * Holds the browser's one stream until `signal` aborts, and tells all tabs what it says. `from` is the cursor of the last
 * event that the tabs have. Answers what takes the tabs' wishes.
 */
export function lead(ports: LeadPorts, from: string | null, signal: AbortSignal) {
  const wanted = makeWanted()
  let since = from
  let activity: Activity | undefined
  let state: StreamState = 'lost'
  let settling: ReturnType<typeof setTimeout> | undefined

  const tell = (next: StreamState) => {
    state = next
    ports.send({ kind: 'state', state })
  }
  const reopen = () => {
    settling ??= setTimeout(() => {
      settling = undefined
      activity?.setOpen(wanted.next())
    }, settleMs)
  }
  const heartbeat = setInterval(() => {
    tell(state)
    void ports.livingTabs().then((living) => living && wanted.keepOnly((tab) => living.has(tab)) && reopen())
  }, heartbeatMs)
  signal.addEventListener('abort', () => {
    clearInterval(heartbeat)
    clearTimeout(settling)
  })

  const readOn = async () => {
    const onConnection = (isConnected: boolean) => tell(isConnected ? 'connected' : 'lost')
    activity = ports.openActivity({ open: wanted.next(), since, signal, onConnection })
    for await (const event of activity) {
      since = event.cursor
      ports.send({ kind: 'event', event })
    }
  }
  const run = async () => {
    ports.send({ kind: 'leads' })
    await wait(settleMs, signal) // the tabs say what they want
    while (!signal.aborted) {
      try {
        await readOn()
      } catch (error) {
        if (signal.aborted) return
        const code = error instanceof SluiceError ? error.code : null
        if (code === 'UNAUTHENTICATED') return tell('signed out')
        if (code === 'BAD_CURSOR') since = null
        tell('lost')
        ports.send({ kind: 'leads' }) // whoever opens anew must know from where
      }
      await wait(pauseMs, signal)
    }
  }
  queueMicrotask(() => void run()) // whoever called takes the answer first

  return (message: TabMessage) => {
    if (message.kind === 'wants') wanted.take(message.tab, message.isVisible, message.open)
    else if (message.kind === 'gone') wanted.drop(message.tab)
    else return
    reopen()
  }
}
