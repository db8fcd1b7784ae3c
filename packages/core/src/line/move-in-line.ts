import { requireScope } from '../access/scope.ts'
import { AppError, notFound } from '../app-error.ts'
import type { Viewer } from '../viewer.ts'

/** What is to be moved, and where to. */
export interface Move {
  readonly id: string
  /** Another of the same person's in line; null for the end of its kind. */
  readonly before: string | null
}

/** Where people order what they have in line. */
export interface OrderStore {
  /** Moves it, by handing on the tickets between the two places, and wakes the dispatchers; or tells why not. */
  move(viewer: Viewer, move: Move): Promise<'moved' | 'not-found' | 'not-in-line'>
}

/**
 * Moves a generation within its person's own line. It goes for the priority of the one that it is put before. Whoever
 * else waits keeps their place: the person's n-th turn comes no sooner than before, only what it is spent on changes.
 *
 * @throws AppError with FORBIDDEN, NOT_FOUND or NOT_IN_LINE; then nothing has been moved.
 */
export async function moveInLine(store: OrderStore, viewer: Viewer, move: Move): Promise<void> {
  requireScope(viewer, 'START')
  switch (await store.move(viewer, move)) {
    case 'moved':
      return
    case 'not-found':
      throw notFound('generation')
    case 'not-in-line':
      throw new AppError('NOT_IN_LINE', {
        message: 'One of the two does not wait in line, or not in the same one. Look at their status, and ask again.',
      })
  }
}
