import type { FollowedRight } from './live-rights.ts'
import type { StreamRights } from './stream-rights.ts'
import type { SignedIn } from './viewer.ts'

/** The rights by which somebody is signed in. */
export type SignInRights = Pick<StreamRights, 'sessions' | 'tokens'>

/** Follows the session or token by which somebody is signed in; null for a token of the configuration, which lasts as long as the process. */
export function followSignIn(rights: SignInRights, by: SignedIn['by']): FollowedRight | null {
  if (by === null) return null
  return (by.kind === 'token' ? rights.tokens : rights.sessions).follow(by.key)
}
