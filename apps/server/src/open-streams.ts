import { AppError } from '@sluice/core/app-error'
import type { Viewer } from '@sluice/core/viewer'

/** How many streams a principal of each kind may have open at once. */
export type StreamCaps = Readonly<Record<Viewer['kind'], number>>

/** Counts the open streams of each principal, in this process. */
export interface OpenStreams {
  /**
   * Counts one more until it is disposed.
   *
   * @throws AppError with OVERLOADED when as many are open as may be
   */
  open(viewer: Pick<Viewer, 'id' | 'kind'>): Disposable
}

/** Nothing is open yet. */
export function createOpenStreams(caps: StreamCaps): OpenStreams {
  const counts = new Map<string, number>()
  const add = (id: string, change: number) => {
    const count = (counts.get(id) ?? 0) + change
    if (count > 0) counts.set(id, count)
    else counts.delete(id)
  }
  return {
    open({ id, kind }) {
      const cap = caps[kind]
      if ((counts.get(id) ?? 0) >= cap) {
        throw new AppError('OVERLOADED', {
          message: `You have ${cap} streams open, and no more may be. Close some, or follow many through activity.`,
          retryable: true,
          retryAfterMs: 5_000,
        })
      }
      add(id, 1)
      return { [Symbol.dispose]: () => add(id, -1) }
    },
  }
}
