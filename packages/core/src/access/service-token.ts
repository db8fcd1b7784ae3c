import { AppError, notFound } from '../app-error.ts'
import { InvalidInput } from '../invalid-input.ts'
import type { Viewer } from '../viewer.ts'
import { requireScope, type Scope } from './scope.ts'

/** A token to be made. */
export interface NewServiceToken {
  /** The service that it signs in: a principal with a space of its own, made when it is not there. */
  readonly service: string
  readonly scopes: readonly Scope[]
  /** Null for one that does not expire. */
  readonly expiresAt: Date | null
}

/** A token that was made. */
export interface MadeServiceToken {
  readonly id: string
  /** Known nowhere else, from here on. */
  readonly secret: string
}

/** Where service tokens are kept. Each change is in the audit log with it. */
export interface ServiceTokenStore {
  create(viewer: Viewer, token: NewServiceToken): Promise<MadeServiceToken>
  /**
   * Makes one like it; the old one holds for `overlapMs` more at most. Null when there is none that holds.
   *
   * @throws AppError with FORBIDDEN when it allows what the viewer may not
   */
  rotate(viewer: Viewer, id: string, overlapMs: number): Promise<MadeServiceToken | null>
  /** False when there is none. Again changes nothing. */
  revoke(viewer: Viewer, id: string): Promise<boolean>
}

/** Longest time that an old token may hold beside its successor: 30 days. */
const maxOverlapMs = 30 * 24 * 3_600_000

/**
 * Makes a token by which an internal service signs in.
 *
 * @throws InvalidInput; AppError with FORBIDDEN
 */
export async function createServiceToken(
  store: ServiceTokenStore,
  viewer: Viewer,
  { service, scopes, expiresAt, now }: NewServiceToken & { readonly now: Date },
): Promise<MadeServiceToken> {
  requireScope(viewer, 'ADMIN')
  if (!/^[\w.-]{1,64}$/.test(service)) {
    throw new InvalidInput('service', 'The name of a service has 1 to 64 letters, digits, dots, - and _.')
  }
  if (scopes.length === 0) throw new InvalidInput('scopes', 'A token needs a scope at least.')
  const missing = scopes.find((scope) => !viewer.scopes.has(scope))
  if (missing) throw new InvalidInput('scopes', `You do not have the scope ${missing} yourself.`)
  if (expiresAt && expiresAt <= now) throw new InvalidInput('expiresAt', 'A token expires in the future.')
  return store.create(viewer, { service, scopes: [...new Set(scopes)], expiresAt })
}

/**
 * Puts a new token in the place of one, which holds on for a while, so that a service can be given the new one at leisure.
 *
 * @throws InvalidInput; AppError with FORBIDDEN or NOT_FOUND
 */
export async function rotateServiceToken(
  store: ServiceTokenStore,
  viewer: Viewer,
  { id, overlapMs }: { readonly id: string; readonly overlapMs: number },
): Promise<MadeServiceToken> {
  requireScope(viewer, 'ADMIN')
  if (!(overlapMs >= 0 && overlapMs <= maxOverlapMs)) {
    throw new InvalidInput('overlapMs', 'An old token holds on for 0 to 2,592,000,000 ms, which are 30 days.')
  }
  const made = await store.rotate(viewer, id, overlapMs)
  if (!made) throw notFound('service token')
  return made
}

/**
 * Ends a token: no request from now on, and its open streams within seconds.
 *
 * @throws AppError with FORBIDDEN or NOT_FOUND
 */
export async function revokeServiceToken(store: ServiceTokenStore, viewer: Viewer, id: string): Promise<void> {
  requireScope(viewer, 'ADMIN')
  if (!(await store.revoke(viewer, id))) throw notFound('service token')
}

/** What those hear whose token does not hold any more. */
export function tokenEnded(): AppError {
  return new AppError('UNAUTHENTICATED', { message: 'This token has been revoked, or has expired.' })
}
