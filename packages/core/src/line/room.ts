import { type ProviderState, roomOf } from './provider-state.ts'
import type { WaitReason } from './queue-place.ts'

/** Where a generation counts. */
export interface LineKeys {
  /** Whose turn it counts as. */
  readonly person: string
  readonly spaceId: string
  /** `provider:model`. */
  readonly model: string
  readonly provider: string
}

/** How many generations are running for one combination. */
export interface ActiveCount extends LineKeys {
  readonly isBackground: boolean
  readonly count: number
}

/** How many may run at once; Infinity where nothing limits. */
export interface Caps {
  readonly person: (person: string) => number
  readonly space: (id: string) => number
  readonly model: (id: string) => number
  readonly provider: (name: string) => number
}

/** What the room is made of. */
export interface RoomOptions {
  readonly active: readonly ActiveCount[]
  readonly caps: Caps
  /** Of providers that do not fare well. */
  readonly states?: readonly ProviderState[]
  /** Of all workers that live. Default: Infinity. */
  readonly slots?: number
}

/** What keeps a generation from being taken. */
export interface Block {
  readonly reason: WaitReason
  readonly running: number
  readonly cap: number
}

/** Whom the caps have room for; what is taken counts from then on. */
export interface Room {
  activeOf(person: string): number
  /** Null when there is room. That slots are taken is said only when nothing else is in the way. */
  blockOf(row: LineKeys & { readonly priority: number }): Block | null
  take(row: LineKeys & { readonly priority: number }): void
}

/** Work below this priority is background work. */
const interactive = 0

/** Whether this is background work: it takes half of any cap at most, so that people always find room. */
export function isBackground({ priority }: { readonly priority: number }): boolean {
  return priority < interactive
}

interface Limit {
  readonly key: string
  readonly cap: number
  readonly reason: WaitReason
}

/** Room under these caps, beside what is running. */
export function makeRoom({ active, caps, states = [], slots = Infinity }: RoomOptions): Room {
  const counts = new Map<string, number>()
  const countOf = (key: string) => counts.get(key) ?? 0
  const add = (key: string, count: number) => counts.set(key, countOf(key) + count)
  const stateOf = new Map(states.map((state) => [state.provider, state]))

  const keysOf = ({ person, spaceId, model, provider }: LineKeys) => [
    `person ${person}`,
    `space ${spaceId}`,
    `model ${model}`,
    `provider ${provider}`,
    'slots',
  ]
  const count = (row: LineKeys, isInBackground: boolean, by: number) => {
    for (const key of keysOf(row)) {
      add(key, by)
      if (isInBackground) add(`background ${key}`, by)
    }
  }
  for (const row of active) count(row, row.isBackground, row.count)
  // Once: a probe that is taken counts, and the room that was made for it is gone.
  const rooms = new Map(
    [...stateOf].map(([name, state]) => [name, roomOf(state, caps.provider(name), countOf(`provider ${name}`))]),
  )

  const limitsOf = (row: LineKeys): Limit[] => {
    const room = rooms.get(row.provider)
    const [person = '', space = '', model = '', provider = '', all = ''] = keysOf(row)
    return [
      { key: person, cap: caps.person(row.person), reason: 'OWN_CAP' },
      { key: space, cap: caps.space(row.spaceId), reason: 'SPACE_CAP' },
      { key: model, cap: caps.model(row.model), reason: 'MODEL_CAP' },
      {
        key: provider,
        cap: room?.cap ?? caps.provider(row.provider),
        reason: room?.isPaused ? 'PROVIDER_PAUSED' : room?.isBroken ? 'BREAKER' : 'PROVIDER_CAP',
      },
      { key: all, cap: slots, reason: 'SLOTS' },
    ]
  }
  return {
    activeOf: (person) => countOf(`person ${person}`),
    blockOf(row) {
      const limits = limitsOf(row)
      const full = limits.find(({ key, cap }) => countOf(key) >= cap)
      if (full && full.reason !== 'SLOTS') return toBlock(full, countOf(full.key))
      if (isBackground(row)) {
        for (const { key, cap } of limits) {
          const half: Limit = { key: `background ${key}`, cap: Math.ceil(cap / 2), reason: 'BACKGROUND_SHARE' }
          if (countOf(half.key) >= half.cap) return toBlock(half, countOf(half.key))
        }
      }
      return full ? toBlock(full, countOf(full.key)) : null
    },
    take: (row) => count(row, isBackground(row), 1),
  }
}

function toBlock({ reason, cap }: Limit, running: number): Block {
  return { reason, running, cap }
}
