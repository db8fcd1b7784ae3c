import { AppError } from '@sluice/core/app-error'

/** Passwords that are hashed in a process at once, at 33 MB each: beyond that, it is an attack or a queue that is better kept outside. */
const mostAtOnce = 16

/** Through which everything goes that hashes a password. */
export interface HashingGate {
  /** @throws AppError with OVERLOADED, without having begun, while as many are inside as may be */
  pass<T>(work: () => Promise<T>): Promise<T>
}

/** Nobody is inside yet. */
export function makeHashingGate(most = mostAtOnce): HashingGate {
  let inside = 0
  return {
    async pass(work) {
      if (inside >= most) throw busy()
      inside += 1
      try {
        return await work()
      } finally {
        inside -= 1
      }
    },
  }
}

function busy(): AppError {
  const message = 'Many passwords are being looked at right now. Try again.'
  return new AppError('OVERLOADED', { message, retryable: true, retryAfterMs: 1_000 })
}
