import { roomOf } from './provider-state.ts'
import type { RoomOptions } from './room.ts'

/** How busy a provider is. */
export interface ProviderLoad {
  readonly running: number
  /** How many may run at once now; null when nothing limits. */
  readonly cap: number | null
  /** Whether it keeps failing, and is asked nothing, or one thing to see whether it is well again. */
  readonly isBreakerOpen: boolean
}

/** How busy providers and models are. */
export interface LineLoad {
  provider(name: string): ProviderLoad
  /** How many more its cap and its provider's would let run now; null when nothing limits. */
  freeSlots(model: { readonly id: string; readonly provider: string }): number | null
}

/** Room under these caps, as operators and callers want to know it. */
export function makeLoad({ active, caps, states = [] }: Omit<RoomOptions, 'slots'>): LineLoad {
  const running = (of: 'model' | 'provider', name: string) =>
    active.reduce((sum, row) => (row[of] === name ? sum + row.count : sum), 0)
  const roomAt = (name: string) => {
    const state = states.find(({ provider }) => provider === name)
    return roomOf(state, caps.provider(name), running('provider', name))
  }
  return {
    provider(name) {
      const { cap, isBroken } = roomAt(name)
      return { running: running('provider', name), cap: finite(cap), isBreakerOpen: isBroken }
    },
    freeSlots({ id, provider }) {
      const ofModel = caps.model(id) - running('model', id)
      const ofProvider = roomAt(provider).cap - running('provider', provider)
      return finite(Math.max(0, Math.min(ofModel, ofProvider)))
    },
  }
}

function finite(number: number): number | null {
  return Number.isFinite(number) ? number : null
}
