import { requireScope } from '../access/scope.ts'
import { AppError, notFound } from '../app-error.ts'
import type { SpaceRole } from '../space/space.ts'
import type { Viewer } from '../viewer.ts'
import type { BudgetScope, BudgetStanding } from './budget.ts'

/** What the one who answers has to do with a generation that waits for approval. */
export interface ApprovalStanding {
  /** What they are in its space; null when they are not in it. */
  readonly role: SpaceRole | null
  /** Whether its space belongs to one principal, who owns it without having been made its owner. */
  readonly isPersonal: boolean
}

/** Generations that wait for approval. Each answer is in the audit log with it. */
export interface ApprovalStore {
  /** Null when none of this id waits. */
  standingOf(viewer: Viewer, id: string): Promise<ApprovalStanding | null>
  /**
   * Puts it in line, with all that it may use reserved. `check` hears which budgets have no room for it, and throws if it must not be.
   * False when it does not wait any more.
   */
  approve(viewer: Viewer, id: string, check: (over: readonly BudgetStanding[]) => void): Promise<boolean>
  /** Ends it as CANCELLED. False when it does not wait any more. */
  decline(viewer: Viewer, id: string): Promise<boolean>
}

/** What the owners of a space decide: whoever limits a person or a service has ADMIN, and so has whoever lets them go on. */
const owners: ReadonlySet<BudgetScope> = new Set<BudgetScope>(['SPACE', 'PARTNERS'])

/**
 * Lets a generation run for which a budget has no room.
 *
 * @throws AppError with NOT_FOUND, also for what does not wait for approval; FORBIDDEN where it takes ADMIN
 */
export async function approveGeneration(store: ApprovalStore, viewer: Viewer, id: string): Promise<void> {
  await requireAnswerer(store, viewer, id)
  const check = (over: readonly BudgetStanding[]) => {
    if (!over.every(({ scope, action }) => owners.has(scope) && action === 'APPROVAL')) requireScope(viewer, 'ADMIN')
  }
  if (!(await store.approve(viewer, id, check))) throw notFound('generation')
}

/**
 * Ends a generation for which a budget has no room.
 *
 * @throws AppError with NOT_FOUND, also for what does not wait for approval
 */
export async function declineGeneration(store: ApprovalStore, viewer: Viewer, id: string): Promise<void> {
  await requireAnswerer(store, viewer, id)
  if (!(await store.decline(viewer, id))) throw notFound('generation')
}

/** An owner of its space, or one who administers. To everybody else there is no such thing. */
async function requireAnswerer(store: ApprovalStore, viewer: Viewer, id: string): Promise<void> {
  requireScope(viewer, 'START')
  const standing = await store.standingOf(viewer, id)
  if (viewer.scopes.has('ADMIN') && standing) return
  if (standing?.role !== 'OWNER') throw notFound('generation')
  if (standing.isPersonal)
    throw new AppError('FORBIDDEN', { message: 'Only one who administers this server may do this.' })
}
