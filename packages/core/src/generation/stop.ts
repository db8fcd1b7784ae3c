/** Why a run is stopped from outside: someone cancelled, the lease is gone, or the process shuts down. */
export type StopReason = 'CANCEL' | 'LEASE_LOST' | 'DRAIN'

/** The reason of the abort signal that stops a run. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped'
  readonly reason: StopReason

  constructor(reason: StopReason) {
    super(`The run was stopped: ${reason}`)
    this.reason = reason
  }
}
