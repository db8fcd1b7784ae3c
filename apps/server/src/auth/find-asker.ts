import type { Scope } from '@sluice/core/access/scope'
import { AppError } from '@sluice/core/app-error'
import { noSuchShare } from '@sluice/core/share/share'
import type { Viewer } from '@sluice/core/viewer'
import { noteUse, type UseDatabase } from './share-use.ts'
import { type FoundShare, findHeldShares, findShare, type ShareRight, shareKey } from './shares.ts'
import type { Credentials, FindViewer, SignedIn } from './viewer.ts'

/** The header that a share's secret is sent in: no browser sends it across origins unasked, and no proxy writes it down by habit. */
export const shareHeader = 'x-sluice-share'

/** All that a request says of who sends it. */
export interface Presented extends Credentials {
  /** The secret of a share. It wins over whoever is signed in: a share shows the same to everybody. */
  readonly share: string | null
  /** The other end of the connection; null when that is not known. */
  readonly address: string | null
}

/**
 * Says who asks; null when nobody is signed in and no share is presented.
 *
 * @throws AppError with NOT_FOUND for a share that does not hold for them, UNAUTHENTICATED for one that asks to sign in first
 */
export type FindAsker = (presented: Presented) => Promise<SignedIn | null>

/** A {@link FindAsker} over those who sign in, and the shares in the database. */
export function makeFindAsker(database: UseDatabase, findViewer: FindViewer): FindAsker {
  return async (presented) => {
    const { share: secret, address } = presented
    if (secret === null) return findViewer(presented)
    const share = await findShare(database, secret)
    if (!share) throw noSuchShare()
    const person = share.requiresSignIn ? await findViewer(presented) : null
    if (share.requiresSignIn && !person) throw signInFirst()
    const through: ShareRight = { shareId: share.id, principalId: person?.viewer.id ?? null }
    if (person && !(await findHeldShares(database, [through])).has(shareKey(through))) throw noSuchShare()
    const viewer = toShareViewer(share)
    await noteUse(database, share, { viewer: person?.viewer ?? viewer, address })
    return { viewer, by: person?.by ?? null, through }
  }
}

const readOnly: ReadonlySet<Scope> = new Set<Scope>(['READ'])

/** Its id is nobody's: whatever is found by owner or member is not found for it. */
function toShareViewer({ id, prefix, ...share }: FoundShare): Viewer {
  return { id, kind: 'PERSON', name: `share ${prefix}`, spaceId: id, scopes: readOnly, share }
}

function signInFirst(): AppError {
  return new AppError('UNAUTHENTICATED', {
    message: 'This share is for people who have signed in. Sign in, then come back.',
  })
}
