import type { GenerationHold } from '../generation/status.ts'
import { type Lane, type Lanes, makeLanes, type Ticket } from './lanes.ts'
import { type ModelTimes, typicalMs } from './model-times.ts'
import type { QueuePlace, WaitReason } from './queue-place.ts'
import { type Block, isBackground, type LineKeys, makeRoom, type RoomOptions } from './room.ts'

/** A queued generation whose place is asked for. */
export interface Queued extends LineKeys, Ticket {
  readonly priority: number
  readonly hold: GenerationHold | null
  /** With RETRY: for how long yet, in milliseconds. */
  readonly heldForMs: number | null
  /** How many of the person's own for the same provider go before it. */
  readonly ownAhead: number
  /** Which of the `promptSizes` its prompt is below; as in `ModelTimes.bySize`. */
  readonly promptSize: number
}

/** The line in one consistent reading. */
export interface LineReading extends RoomOptions {
  readonly lanes: readonly Lane[]
  /** Providers that a worker serves that lives. */
  readonly served: ReadonlySet<string>
  /** By model. */
  readonly times: ReadonlyMap<string, ModelTimes>
}

/**
 * Tells of queued generations where they stand in this reading. `ahead` counts those of the same provider that have a
 * smaller key; see `makeLanes` for how exact that is.
 */
export function makePlaceOf(reading: LineReading): (row: Queued) => QueuePlace {
  const room = makeRoom(reading)
  const lanes = makeLanes(reading.lanes, room.activeOf)
  return (row) => {
    if (row.hold === 'RETRY') return held('RETRY', Math.max(0, row.heldForMs ?? 0))
    if (row.hold !== null) return held(row.hold, null)
    const ahead = row.ownAhead + lanes.othersBefore(row, ({ provider }) => provider === row.provider)
    const block = reading.served.has(row.provider) ? room.blockOf(row) : null
    const reason = block?.reason ?? (reading.served.has(row.provider) ? 'TURN' : 'NO_WORKER')
    const { running = null, cap = null } = block ?? {}
    return {
      position: ahead + 1,
      ahead,
      etaMs: toWhole(etaOf({ reading, lanes, row, ahead, block, reason })),
      reason,
      running,
      cap,
    }
  }
}

function held(reason: WaitReason, etaMs: number | null): QueuePlace {
  return { position: null, ahead: null, etaMs: toWhole(etaMs), reason, running: null, cap: null }
}

function toWhole(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms)
}

interface Estimate {
  readonly reading: LineReading
  readonly lanes: Lanes
  readonly row: Queued
  readonly ahead: number
  readonly block: Block | null
  readonly reason: WaitReason
}

/**
 * About how long until it starts. With `t`, the p50 of what the model took lately, and `cap` that run at once under the limit
 * that it waits for, one of them ends every t / cap, and the next after half of that. So it takes
 *
 *     (those ahead that wait for the same limit + 1/2) * t / cap
 *
 * Other models under the same limit are taken to be as fast as this one; what runs is not asked how far it is. Null when too
 * few were measured, when the cap is 0, when no worker is there, and while a probe is out whose answer decides. Nothing in the
 * way means the next claim: 0. An open breaker or a pause means at least until a call may go, and those ahead of it after that.
 */
function etaOf({ reading, lanes, row, ahead, block, reason }: Estimate): number | null {
  const typical = typicalMs(reading.times.get(row.model), row.promptSize)
  if (reason === 'TURN') return 0
  if (reason === 'BREAKER' || reason === 'PROVIDER_PAUSED') {
    const state = reading.states?.find(({ provider }) => provider === row.provider)
    const closedForMs = reason === 'BREAKER' ? state?.openForMs : state?.pausedForMs
    if (typeof closedForMs !== 'number' || (reason === 'BREAKER' && state?.isProbing)) return null
    const cap = Math.max(1, reading.caps.provider(row.provider))
    return Math.max(0, closedForMs) + Math.ceil(ahead / cap) * (typical ?? 0)
  }
  if (typical === null || !block || block.cap < 1) return null
  return ((rivals({ lanes, row, ahead, reason }) + 0.5) * typical) / block.cap
}

/** How many of those ahead wait for the same limit. */
function rivals({ lanes, row, ahead, reason }: Pick<Estimate, 'lanes' | 'row' | 'ahead' | 'reason'>): number {
  if (reason === 'PROVIDER_CAP') return ahead
  const fits = sharesLimit(reason, row)
  return lanes.ownBefore(row, fits) + lanes.othersBefore(row, fits)
}

/** Which lanes wait for the same limit. */
function sharesLimit(reason: WaitReason, row: Queued): (lane: Lane) => boolean {
  switch (reason) {
    case 'OWN_CAP':
      return ({ person }) => person === row.person
    case 'SPACE_CAP':
      return ({ spaceId }) => spaceId === row.spaceId
    case 'MODEL_CAP':
      return ({ model }) => model === row.model
    case 'BACKGROUND_SHARE':
      return (lane) => lane.provider === row.provider && isBackground(lane)
    default:
      return () => true
  }
}
