import { requireScope } from '../access/scope.ts'
import { notFound } from '../app-error.ts'
import type { Viewer } from '../viewer.ts'
import { cleanTitle } from './title.ts'

/** What one who sees a thread says that it is to them. What is left out stays as it is. */
export interface Marks {
  readonly threadId: string
  readonly isPinned?: boolean | undefined
  readonly isArchived?: boolean | undefined
  /** A generation of it: where the branch ends that they look at. */
  readonly leafId?: string | undefined
  /** True: they have seen all that ended in it so far. False: what ended last they have not. */
  readonly isSeen?: boolean | undefined
}

/** Threads, as far as people change them. */
export interface ThreadStore {
  /** One that the viewer began, or that a space shares which they own. False when there is none. */
  rename(viewer: Viewer, threadId: string, title: string): Promise<boolean>
  /** Keeps marks of the viewer's own; answers what there is none of that they see. */
  mark(viewer: Viewer, marks: Marks): Promise<'done' | 'no-thread' | 'no-leaf'>
}

/** Gives a thread another title. @throws InvalidInput; AppError with FORBIDDEN or NOT_FOUND */
export async function renameThread(
  store: Pick<ThreadStore, 'rename'>,
  viewer: Viewer,
  { threadId, title }: { readonly threadId: string; readonly title: string },
): Promise<void> {
  requireScope(viewer, 'START')
  if (!(await store.rename(viewer, threadId, cleanTitle(title)))) throw notFound('thread')
}

/** Marks a thread for the viewer alone. @throws AppError with FORBIDDEN or NOT_FOUND */
export async function markThread(store: Pick<ThreadStore, 'mark'>, viewer: Viewer, marks: Marks): Promise<void> {
  requireScope(viewer, 'START')
  const outcome = await store.mark(viewer, marks)
  if (outcome !== 'done') throw notFound(outcome === 'no-leaf' ? 'generation' : 'thread')
}
