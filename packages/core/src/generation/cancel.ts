import { requireScope } from '../access/scope.ts'
import { notFound } from '../app-error.ts'
import type { Viewer } from '../viewer.ts'

/** Where generations are stopped. */
export interface CancelStore {
  /**
   * Ends a queued generation as CANCELLED, or turns a running one to CANCELLING and wakes its worker; one that has ended
   * stays as it is. False when there is no such generation among the viewer's.
   */
  cancel(viewer: Viewer, id: string): Promise<boolean>
  /** The same for all generations of a thread. Answers how many it has stopped; null when there is no such thread among the viewer's. */
  cancelThread(viewer: Viewer, id: string): Promise<number | null>
}

/**
 * Stops a generation. Asking twice, or too late, is harmless: the generation then is as it is.
 *
 * @throws AppError with FORBIDDEN or NOT_FOUND
 */
export async function cancel(store: CancelStore, viewer: Viewer, id: string): Promise<void> {
  requireScope(viewer, 'START')
  if (!(await store.cancel(viewer, id))) throw notFound('generation')
}

/**
 * Stops all that goes on in a thread, and what waits for it. Answers how many this call has stopped: 0 when it is asked twice.
 *
 * @throws AppError with FORBIDDEN or NOT_FOUND
 */
export async function cancelThread(store: CancelStore, viewer: Viewer, id: string): Promise<number> {
  requireScope(viewer, 'START')
  const stopped = await store.cancelThread(viewer, id)
  if (stopped === null) throw notFound('thread')
  return stopped
}
