import type { Activity, ActivityEvent, ActivityOptions } from '@sluice/client'
import type { Election, Serve, Sight } from './election.ts'
import { makeFollowed } from './followed.ts'
import { lead } from './lead.ts'
import type { StreamState, TabMessage } from './messages.ts'

/** A leader gives a sign of life every 10 s. One that sleeps does so unknowingly, and is replaced. */
const silenceLimitMs = 25_000
const checkMs = 5_000

export type TabPorts = {
  openActivity: (options: ActivityOptions) => Activity
  /** To the other tabs. Answers how to send to them, and how to stop. */
  joinTabs: (onMessage: (message: TabMessage) => void) => { send: (message: TabMessage) => void; leave: () => void }
  elect: (serve: Serve) => Election
  sight: Sight
  livingTabs: () => Promise<ReadonlySet<string> | null>
}

export type TabOptions = {
  readonly name: string
  readonly onEvent: (event: ActivityEvent) => void
  readonly onState: (state: StreamState) => void
}

/** This tab's part in the browser's one stream: it says what it wants, takes what comes, and leads if it is its turn. */
export function joinActivity(ports: TabPorts, { name, onEvent, onState }: TabOptions) {
  let since: string | null = null
  let heardAt = Date.now()
  let toLeader: ((message: TabMessage) => void) | undefined

  const send = (message: TabMessage) => {
    others.send(message)
    receive(message)
  }
  const followed = makeFollowed((open) => send({ kind: 'wants', tab: name, isVisible: ports.sight.isVisible(), open }))
  const takeEvent = (event: ActivityEvent) => {
    since = event.cursor
    if (event.__typename === 'GenerationActivity') followed.take(event.generationId, event.event)
    else if (event.__typename === 'PositionRefused') followed.refuse(event.generationId)
    else onEvent(event)
  }
  const receive = (message: TabMessage) => {
    switch (message.kind) {
      case 'wants':
      case 'gone':
        return toLeader?.(message)
      case 'leads':
        heardAt = Date.now()
        return followed.sayAll()
      case 'state':
        heardAt = Date.now()
        return onState(message.state)
      case 'event':
        heardAt = Date.now()
        return takeEvent(message.event)
    }
  }

  const others = ports.joinTabs(receive)
  const election = ports.elect((signal) => {
    toLeader = lead({ openActivity: ports.openActivity, livingTabs: ports.livingTabs, send }, since, signal)
    signal.addEventListener('abort', () => {
      toLeader = undefined
    })
  })
  const unlisten = ports.sight.listen(() => followed.sayAgain())
  const check = setInterval(() => {
    if (election.isLeading() || !ports.sight.isVisible() || Date.now() - heardAt < silenceLimitMs) return
    heardAt = Date.now()
    election.takeOver()
  }, checkMs)

  return {
    /** Asks for a generation's events. Answers how to stop. */
    follow: followed.add,
    leave() {
      clearInterval(check)
      unlisten()
      send({ kind: 'gone', tab: name })
      election.leave()
      others.leave()
    },
  }
}
