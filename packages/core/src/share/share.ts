import { requireScope } from '../access/scope.ts'
import { AppError, notFound } from '../app-error.ts'
import { InvalidInput } from '../invalid-input.ts'
import type { Viewer } from '../viewer.ts'
import type { SharedView } from './shared-view.ts'

/** A share to be made. */
export interface NewShare extends Omit<SharedView, 'madeById'> {
  /** Who alone may use it, signed in. Empty for whoever has its secret. */
  readonly principalIds: readonly string[]
}

/** What is asked for: what is left out is as narrow as it goes. */
export interface ShareRequest extends Pick<NewShare, 'threadId'> {
  readonly showsPrompts?: boolean | undefined
  readonly showsCost?: boolean | undefined
  /** Implied by `principalIds`. */
  readonly requiresSignIn?: boolean | undefined
  readonly principalIds?: readonly string[] | undefined
  /** Default: a week from now. */
  readonly expiresAt?: Date | undefined
}

/** A share that was made. */
export interface MadeShare {
  readonly id: string
  /** Known nowhere else, from here on. */
  readonly secret: string
}

/** Where shares are kept. Each change is in the audit log with it. */
export interface ShareStore {
  /** Null when the viewer may not share such a thread; `full` when it has as many as it may. */
  create(viewer: Viewer, share: NewShare): Promise<MadeShare | 'full' | null>
  /** False when there is none among those that the viewer may end. Again changes nothing. */
  revoke(viewer: Viewer, id: string): Promise<boolean>
}

const dayMs = 24 * 3_600_000
/** Unless something else is said. */
const usualMs = 7 * dayMs
/** Longest life of a share: a year and a day, so that "a year from now" is never refused. */
const longestMs = 366 * dayMs
/** Most people that a share names. */
const mostPeople = 50
/** Most shares of one thread that hold at once. */
export const mostShares = 50

/**
 * Makes a share of a thread. Whoever began the thread may, as long as they are in its space, and owners and staff of a space that it
 * is shown to.
 *
 * @throws InvalidInput; AppError with FORBIDDEN or NOT_FOUND
 */
export async function createShare(
  store: ShareStore,
  viewer: Viewer,
  { now, ...request }: ShareRequest & { readonly now: Date },
): Promise<MadeShare> {
  requireScope(viewer, 'START')
  const { threadId, showsPrompts = false, showsCost = false } = request
  const principalIds = [...new Set(request.principalIds)]
  if (principalIds.length > mostPeople) throw new InvalidInput('principalIds', `A share names ${mostPeople} at most.`)
  const requiresSignIn = request.requiresSignIn === true || principalIds.length > 0
  const expiresAt = request.expiresAt ?? new Date(now.getTime() + usualMs)
  const lastsMs = expiresAt.getTime() - now.getTime()
  if (!(lastsMs > 0 && lastsMs <= longestMs)) {
    throw new InvalidInput('expiresAt', 'A share expires in the future, and within a year.')
  }
  const share = { threadId, showsPrompts, showsCost, requiresSignIn, expiresAt, principalIds }
  const made = await store.create(viewer, share)
  if (made === null) throw notFound('thread')
  if (made === 'full') {
    throw new InvalidInput('threadId', `A thread has ${mostShares} shares at most. Revoke one that is not needed.`)
  }
  return made
}

/**
 * Ends a share: no request from now on, and its open streams within seconds. Whoever may make one may, whoever made it.
 *
 * @throws AppError with FORBIDDEN or NOT_FOUND
 */
export async function revokeShare(store: Pick<ShareStore, 'revoke'>, viewer: Viewer, id: string): Promise<void> {
  requireScope(viewer, 'START')
  if (!(await store.revoke(viewer, id))) throw notFound('share')
}

/** What those hear whose share does not hold, or never did. */
export function noSuchShare(): AppError {
  return new AppError('NOT_FOUND', { message: 'There is no such share, or it has been revoked, or has expired.' })
}
