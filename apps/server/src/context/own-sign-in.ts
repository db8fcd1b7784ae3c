import { needsCurrentPassword, type PasswordPorts, setPassword } from '@sluice/core/access/password'
import { unlinkIssuer } from '@sluice/core/access/unlink-issuer'
import type { Database } from '@sluice/prisma/sql'
import type { Context } from '@sluice/schema/context'
import { revokeSession } from '../auth/browser-session.ts'
import { makeIssuerStore } from '../auth/issuer-store.ts'
import { makePasswordStore } from '../auth/password-store.ts'
import type { SignedIn } from '../auth/viewer.ts'

/** Somebody about to change how they sign in themselves. */
interface SigningIn {
  readonly database: Database
  readonly signedIn: SignedIn
  readonly address: string | null
  readonly passwords: Omit<PasswordPorts, 'store'>
}

/** What people do to their own ways of signing in. */
export function ownSignInFor({
  database,
  signedIn: { viewer, by },
  address,
  passwords: { hasher, countTry },
}: SigningIn): Pick<Context, 'sessions' | 'setPassword' | 'needsCurrentPassword' | 'unlinkIssuer'> {
  const current = by?.kind === 'session' ? by.key : null
  const from = { address, currentSession: current }
  return {
    sessions: () => ({ current, revoke: (id) => revokeSession(database, { viewer, address }, id) }),
    setPassword: (password) =>
      setPassword({ store: makePasswordStore(database, from), hasher, countTry }, viewer, password),
    needsCurrentPassword: () => needsCurrentPassword(makePasswordStore(database, from), viewer),
    unlinkIssuer: (unlinking) => unlinkIssuer(makeIssuerStore(database, from), viewer, unlinking),
  }
}
