import { type ActivityEvent, toActivityEvent } from './activity-event.ts'
import { activityDocument } from './documents.ts'
import type { OpenStream } from './event-stream.ts'
import { isTerminal, isUnlogged } from './events.ts'
import { leavable } from './leavable.ts'
import { makeLifeline } from './lifeline.ts'
import { isFinal, judge, type Outcome, pauseAfter, type Standing, type Trouble } from './resume.ts'
import { abortWith, wait } from './wait.ts'
import type { Position } from './watch.ts'

/** A generation whose events one wants, and what one has of it already. Default: nothing, and a snapshot comes first. */
export interface Opened {
  readonly id: string
  readonly after?: Position | null | undefined
}

/** How to follow. */
export interface ActivityOptions {
  /** Those whose events are wanted, 20 at most. Default: none. */
  readonly open?: readonly Opened[] | undefined
  /** The cursor of the last event that one has. Default: none. */
  readonly since?: string | null | undefined
  /** Ends the stream; the iterator then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** Called with true when a connection is up, with false when it is lost. */
  readonly onConnection?: ((isConnected: boolean) => void) | undefined
}

/** All that one follows. Lasts until it is left. */
export interface Activity extends AsyncIterableIterator<ActivityEvent, void> {
  /**
   * Opens these and no others, over a new connection that goes on where the old one stood. One that stays open keeps
   * its place; give an `after` for those alone that are new, or that are to be sent again from there.
   */
  setOpen(open: readonly Opened[]): void
}

/** Where an open generation stands. */
interface OpenState {
  standing: Standing | null
  hasEnded: boolean
}

/** The state of one stream, across its connections. */
interface Progress extends Trouble {
  since: string | null
  open: Map<string, OpenState>
  isConnected: boolean
}

interface Follow extends ActivityOptions {
  readonly leaving: AbortController
  /** Aborts when other generations are to be open. */
  changed: AbortController
}

const standingOf = ({ after }: Opened): OpenState => ({ standing: after ? { ...after } : null, hasEnded: false })

/** Notes what an event says of an open generation. */
function note(event: ActivityEvent, { open }: Progress): 'take' | 'repeated' | 'gap' {
  if (event.__typename === 'PositionRefused') return noteRefusal(event, open)
  if (event.__typename !== 'GenerationActivity') return 'take'
  const state = open.get(event.generationId)
  if (!state) return 'repeated' // it is open no more
  const verdict = judge(event.event, state.standing)
  if (verdict !== 'take') return verdict
  const { __typename, cursor, seq } = event.event
  if (__typename === 'GenerationSnapshot' || !isUnlogged(event.event)) state.standing = { cursor, seq }
  if (isTerminal(event.event)) state.hasEnded = true
  return 'take'
}

/** A cursor that the server does not take is given up; anything else is for whoever follows. */
function noteRefusal(
  { generationId, code }: Extract<ActivityEvent, { __typename: 'PositionRefused' }>,
  open: Progress['open'],
): 'take' | 'gap' {
  const state = open.get(generationId)
  if (code === 'BAD_CURSOR' && state?.standing) {
    state.standing = null
    return 'gap'
  }
  open.delete(generationId)
  return 'take'
}

function variablesOf({ since, open }: Progress) {
  const going = [...open].filter(([, { hasEnded }]) => !hasEnded)
  return { since, open: going.map(([id, { standing }]) => ({ id, after: standing?.cursor ?? null })) }
}

/** One connection: yields what is new and returns why it is over. */
async function* followConnection(
  openStream: OpenStream,
  { leaving, changed, onConnection }: Follow,
  progress: Progress,
): AsyncGenerator<ActivityEvent, Outcome> {
  const lifeline = makeLifeline(leaving.signal)
  const { signal, onLife } = lifeline
  const reopen = () => lifeline.close()
  changed.signal.addEventListener('abort', reopen, { once: true })
  const tell = (isConnected: boolean) => {
    if (progress.isConnected === isConnected) return
    progress.isConnected = isConnected
    onConnection?.(isConnected)
  }
  const onOpen = () => tell(true)
  const variables = variablesOf(progress)
  const subscription = { query: activityDocument, variables, field: 'activity', read: toActivityEvent }
  try {
    for await (const event of openStream(subscription, { signal, onOpen, onLife })) {
      if (signal.aborted) break
      const verdict = note(event, progress)
      if (verdict === 'gap') return { kind: 'gap' }
      if (verdict === 'repeated') continue
      progress.since = event.cursor
      if (event.__typename !== 'ActivityReconnect') Object.assign(progress, { failures: 0, gaps: 0 })
      lifeline.pause()
      yield event
      if (!changed.signal.aborted) onLife()
      if (event.__typename === 'ActivityReconnect') return { kind: 'asked', afterMs: event.afterMs }
    }
  } catch (error) {
    if (isFinal(error)) throw error
  } finally {
    changed.signal.removeEventListener('abort', reopen)
    lifeline.close()
    if (!changed.signal.aborted) tell(false)
  }
  return { kind: changed.signal.aborted || lifeline.isWoken() ? 'woken' : 'dropped' }
}

async function* follow(
  openStream: OpenStream,
  options: Follow,
  progress: Progress,
): AsyncGenerator<ActivityEvent, void> {
  const { signal, leaving } = options
  const unlink = abortWith(signal, leaving)
  try {
    for (;;) {
      signal?.throwIfAborted()
      if (leaving.signal.aborted) return
      if (options.changed.signal.aborted) options.changed = new AbortController()
      const outcome = yield* followConnection(openStream, options, progress)
      const pauseMs = pauseAfter(outcome, progress, () => {
        for (const state of progress.open.values()) state.standing = null
      })
      if (pauseMs > 0) await wait(pauseMs, AbortSignal.any([leaving.signal, options.changed.signal]))
    }
  } finally {
    unlink()
  }
}

/**
 * Everything that happens to one's generations, through any number of drops: how things stand, each change, and the
 * events of those that are open, each of these once and in order. A change may be told twice. Never ends by itself.
 *
 * @throws SluiceError with UNAUTHENTICATED, BAD_CURSOR or OVERLOADED; the signal's reason
 */
export function followActivity(openStream: OpenStream, options: ActivityOptions = {}): Activity {
  const { open = [], since = null } = options
  const progress: Progress = {
    since,
    open: new Map(open.map((opened) => [opened.id, standingOf(opened)])),
    isConnected: false,
    failures: 0,
    gaps: 0,
  }
  const following: Follow = { ...options, leaving: new AbortController(), changed: new AbortController() }
  const events = leavable(follow(openStream, following, progress), following.leaving)
  return Object.assign(events, {
    setOpen(wanted: readonly Opened[]) {
      const isOpenAlready = ({ id, after }: Opened) => after === undefined && progress.open.has(id)
      if (wanted.length === progress.open.size && wanted.every(isOpenAlready)) return
      const kept = (opened: Opened) => (opened.after === undefined ? progress.open.get(opened.id) : undefined)
      progress.open = new Map(wanted.map((opened) => [opened.id, kept(opened) ?? standingOf(opened)]))
      following.changed.abort()
    },
  })
}
