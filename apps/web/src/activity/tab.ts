import {
  type Activity,
  type ActivityEvent,
  type ActivityOptions,
  type GenerationEvent,
  judge,
  type Opened,
  type Position,
} from '@sluice/client'
import type { Election, Serve, Sight } from './election.ts'
import { lead } from './lead.ts'
import type { StreamState, TabMessage } from './messages.ts'

/** A leader gives a sign of life every 10 s. One that sleeps does so unknowingly, and is replaced. */
const silenceLimitMs = 25_000
const checkMs = 5_000
/** What was asked for is on its way for so long. */
const askingMs = 3_000

/** A generation that is on screen and goes on. */
export type Followed = {
  readonly id: string
  /** How far its events have come; null asks for a snapshot first. */
  position: () => Position | null
  apply: (event: GenerationEvent) => void
  /** The server does not open it: it is gone, or out of sight for this person. */
  refuse: () => void
}

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
  const followed = new Map<string, Followed>()
  const askedAt = new Map<string, number>()
  let since: string | null = null
  let heardAt = Date.now()
  let toLeader: ((message: TabMessage) => void) | undefined

  const send = (message: TabMessage) => {
    others.send(message)
    receive(message)
  }
  const say = (wish: (followed: Followed) => Opened) =>
    send({
      kind: 'wants',
      tab: name,
      isVisible: ports.sight.isVisible(),
      open: [...followed.values()].toReversed().map(wish),
    })
  const fromHere = ({ id, position }: Followed): Opened => ({ id, after: position() })
  const asItStands = ({ id }: Followed): Opened => ({ id })
  const askFor = (one: Followed) => {
    askedAt.set(one.id, Date.now())
    say((other) => (other === one ? fromHere(other) : asItStands(other)))
  }
  const takeGenerationEvent = (one: Followed, event: GenerationEvent) => {
    const verdict = judge(event, one.position())
    if (verdict === 'take') one.apply(event)
    else if (verdict === 'gap' && Date.now() - (askedAt.get(one.id) ?? 0) > askingMs) askFor(one)
  }

  const takeEvent = (event: ActivityEvent) => {
    since = event.cursor
    if (event.__typename === 'GenerationActivity') {
      const one = followed.get(event.generationId)
      if (one) takeGenerationEvent(one, event.event)
    } else if (event.__typename === 'PositionRefused') followed.get(event.generationId)?.refuse()
    else onEvent(event)
  }
  const receive = (message: TabMessage) => {
    switch (message.kind) {
      case 'wants':
      case 'gone':
        return toLeader?.(message)
      case 'leads':
        heardAt = Date.now()
        return say(fromHere)
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
  const unlisten = ports.sight.listen(() => say(asItStands))
  const check = setInterval(() => {
    if (election.isLeading() || !ports.sight.isVisible() || Date.now() - heardAt < silenceLimitMs) return
    heardAt = Date.now()
    election.takeOver()
  }, checkMs)

  return {
    /** Asks for a generation's events. Answers how to stop. */
    follow(one: Followed): () => void {
      followed.set(one.id, one)
      askFor(one)
      return () => {
        if (followed.get(one.id) !== one) return
        followed.delete(one.id)
        askedAt.delete(one.id)
        say(asItStands)
      }
    },
    leave() {
      clearInterval(check)
      unlisten()
      send({ kind: 'gone', tab: name })
      election.leave()
      others.leave()
    },
  }
}
