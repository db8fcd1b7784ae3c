import { AppError } from '@sluice/core/app-error'
import type { Viewer } from '@sluice/core/viewer'
import { type Counted, visitorPart } from './counted-for.ts'

/** How many streams a principal of each kind may have open at once. */
export type StreamCaps = Readonly<Record<Viewer['kind'], number>>

/** Counts the open streams of each principal, and of each visitor of a share, in this process. */
export interface OpenStreams {
  /**
   * Counts one more until it is disposed.
   *
   * @throws AppError with OVERLOADED when as many are open as may be
   */
  open(counted: Counted): Disposable
}

/** Nothing is open yet. */
export function createOpenStreams(caps: StreamCaps): OpenStreams {
  const counts = new Map<string, number>()
  const add = (id: string, change: number) => {
    const count = (counts.get(id) ?? 0) + change
    if (count > 0) counts.set(id, count)
    else counts.delete(id)
  }
  const isFull = (id: string, cap: number) => (counts.get(id) ?? 0) >= cap
  return {
    open(counted) {
      const { id, kind } = counted
      const cap = kind === 'VISITOR' ? Math.ceil(caps.PERSON / visitorPart) : caps[kind]
      if (isFull(id, cap)) {
        throw overloaded(
          `You have ${cap} streams open, and no more may be. Close some, or follow many through activity.`,
        )
      }
      const ids = kind === 'VISITOR' ? [id, counted.makerId] : [id]
      if (kind === 'VISITOR' && isFull(counted.makerId, caps.PERSON)) {
        throw overloaded('As many watch through links of whoever made this one as may. Try again later.')
      }
      for (const each of ids) add(each, 1)
      return {
        [Symbol.dispose]() {
          for (const each of ids) add(each, -1)
        },
      }
    },
  }
}

function overloaded(message: string): AppError {
  return new AppError('OVERLOADED', { message, retryable: true, retryAfterMs: 5_000 })
}
