import { AppError, notFound } from '../app-error.ts'
import type { Viewer } from '../viewer.ts'

/** How an account at the issuer is unlinked. */
export interface UnlinkIssuer {
  /** Whether the viewer's other browsers that came in by the issuer are signed out. */
  readonly endsSessions: boolean
}

/** What came of it: `last-way` when the viewer has no password, so that they could not sign in any more. */
export type UnlinkOutcome = 'done' | 'not-linked' | 'last-way'

/** Where accounts at the issuer are kept. A change is in the audit log with it. */
export interface IssuerStore {
  unlink(viewer: Viewer, unlinking: UnlinkIssuer): Promise<UnlinkOutcome>
}

/**
 * Takes from the viewer the account by which they sign in at the issuer. Needs no proof, unlike linking one: whoever finds an account
 * that is not theirs must get rid of it at once.
 *
 * @throws AppError with NOT_FOUND, INVALID_INPUT
 */
export async function unlinkIssuer(store: IssuerStore, viewer: Viewer, unlinking: UnlinkIssuer): Promise<void> {
  const outcome = await store.unlink(viewer, unlinking)
  if (outcome === 'not-linked') throw notFound('account at a sign-in provider')
  if (outcome === 'last-way') {
    throw new AppError('INVALID_INPUT', { message: 'Set a password first: you could not sign in any more.' })
  }
}
