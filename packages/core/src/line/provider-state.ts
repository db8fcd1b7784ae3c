/** How a provider fares, as its row says. Absent where all is well. */
export interface ProviderState {
  readonly provider: string
  /** Connection failures, 5xx and overloaded since it last answered. */
  readonly failures: number
  /** Milliseconds from now until which nothing is taken for it; 0 or less once a probe may go. Null while it was never opened. */
  readonly openForMs: number | null
  /** Whether a probe is out. */
  readonly isProbing: boolean
  /** How many might run at once `loweredAgoMs` ago, after a 429; null when it is not limited so. */
  readonly loweredCap: number | null
  readonly loweredAgoMs: number
  /** Milliseconds from now until which a 429 keeps everything from it; 0 or less, or null, when none does. */
  readonly pausedForMs: number | null
}

/** Failures in a row at which the breaker opens. */
export const breakerThreshold = 10
/** For how long the breaker opens first; twice as long after each probe that fails, up to the longest. */
export const openMs = { first: 5_000, longest: 60_000 } as const
/** A lowered cap doubles in this time. */
export const recoveryMs = 15_000

/** 429s in a row at which a provider is paused: those before only wait themselves, and lower what may run at once. */
export const pauseThreshold = 10
/** For how long: as long as the provider asked, or this, twice as long after each further 429; up to the longest. */
export const pauseMs = { first: 1_000, longest: 20_000 } as const

/** How much room a provider has. */
export interface ProviderRoom {
  /** How many may run at once now. */
  readonly cap: number
  /** Whether that is so because the breaker is open, or half open. */
  readonly isBroken: boolean
  /** Whether it is so because of a 429. */
  readonly isPaused: boolean
  /** Whether what is taken now is a probe: it is to be the only one. */
  readonly isProbe: boolean
}

/** How many may run at once at a provider, from its configured cap, its state and how many run. */
export function roomOf(state: ProviderState | undefined, cap: number, running: number): ProviderRoom {
  const open = { cap, isBroken: false, isPaused: false, isProbe: false }
  if (!state) return open
  if ((state.pausedForMs ?? 0) > 0) return { ...open, cap: 0, isPaused: true }
  if (state.failures >= breakerThreshold && state.openForMs !== null) {
    const mayProbe = state.openForMs <= 0 && !state.isProbing
    return { ...open, cap: mayProbe ? Math.min(cap, running + 1) : 0, isBroken: true, isProbe: mayProbe }
  }
  const lowered = state.loweredCap === null ? cap : state.loweredCap * 2 ** (state.loweredAgoMs / recoveryMs)
  return { ...open, cap: Math.min(cap, Math.floor(lowered)) }
}
