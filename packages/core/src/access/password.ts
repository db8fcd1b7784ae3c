import { InvalidInput } from '../invalid-input.ts'
import type { Viewer } from '../viewer.ts'
import { cleanEmail } from './email-address.ts'

/** How a person signs in now. */
export interface OwnSignIn {
  /** Null while they have no password. */
  readonly passwordHash: string | null
  /** Whether an issuer vouches for them, so that it decides whether they may come in. */
  readonly isOfIssuer: boolean
  /** Whether they came in by one of {@link provingWays} within {@link freshMs}, as one does who has forgotten their password. */
  readonly isFresh: boolean
}

/** For how long whoever has come in may change how they sign in: an hour. */
export const freshMs = 3_600_000

/** By what whoever has just come in may set a password without the one that they have: a link, or the issuer. */
export const provingWays = ['LINK', 'OIDC'] as const

/** A password to be kept, in place of the one that was seen. */
export interface NewPassword {
  readonly email: string
  readonly passwordHash: string
  readonly replaces: string | null
}

/** What came of it: `changed` when the password is not the one that was seen any more. */
export type SetPasswordOutcome = 'done' | 'email-taken' | 'changed'

/** Where passwords are kept. A change is in the audit log with it, and ends every session but the viewer's. */
export interface PasswordStore {
  find(viewer: Viewer): Promise<OwnSignIn>
  set(viewer: Viewer, password: NewPassword): Promise<SetPasswordOutcome>
}

/** Makes something slow of passwords, from which nobody gets them back. */
export interface PasswordHasher {
  hash(password: string): Promise<string>
  verify(password: string, hash: string): Promise<boolean>
}

/** What {@link setPassword} works with. */
export interface PasswordPorts {
  readonly store: PasswordStore
  readonly hasher: PasswordHasher
  /** Counts a try to set somebody's password. @throws AppError with OVERLOADED after too many */
  readonly countTry: (principalId: string) => Promise<void>
}

/** What somebody asks for. */
export interface SetPassword {
  readonly email: string
  readonly newPassword: string
  /** Needed once there is one, but for those who have just come in by a link or the issuer. */
  readonly currentPassword: string | null
}

/** Shortest and longest password, in characters. */
export const passwordLength = { min: 10, max: 128 } as const

/**
 * Sets the e-mail and password by which the viewer signs in. All their other browsers are signed out. Every try counts before anything is looked at: it
 * hashes, and says whether somebody here has that address.
 *
 * @throws InvalidInput; AppError with OVERLOADED
 */
export async function setPassword(
  { store, hasher, countTry }: PasswordPorts,
  viewer: Viewer,
  { newPassword, currentPassword, ...asked }: SetPassword,
): Promise<void> {
  if (viewer.kind !== 'PERSON') {
    throw new InvalidInput('newPassword', 'Only people have a password: a service signs in with its token.')
  }
  const email = cleanEmail(asked.email)
  if (email === null) throw new InvalidInput('email', 'This is not an e-mail address.')
  requireLength(newPassword)
  await countTry(viewer.id)
  const { passwordHash: replaces, isOfIssuer, isFresh } = await store.find(viewer)
  if (isOfIssuer) throw new InvalidInput('newPassword', 'You are let in by your sign-in provider: sign in there.')
  if (!isFresh) {
    if (replaces === null) throw new InvalidInput('newPassword', staleMessage)
    const isRight = currentPassword !== null && (await hasher.verify(currentPassword.slice(0, 1_000), replaces))
    if (!isRight) throw new InvalidInput('currentPassword', 'This is not your password.')
  }
  settle(await store.set(viewer, { email, replaces, passwordHash: await hasher.hash(newPassword) }))
}

/** Whether a new password takes the one that the viewer has now. */
export async function needsCurrentPassword(store: Pick<PasswordStore, 'find'>, viewer: Viewer): Promise<boolean> {
  const { passwordHash, isFresh } = await store.find(viewer)
  return passwordHash !== null && !isFresh
}

const staleMessage =
  'You signed in too long ago to set your first password. Sign in again, by a new link or at your sign-in provider, and set it within an hour.'

function requireLength(password: string): void {
  const { length } = password
  if (length >= passwordLength.min && length <= passwordLength.max) return
  const { min, max } = passwordLength
  throw new InvalidInput('newPassword', `A password has ${min} to ${max} characters.`)
}

function settle(outcome: SetPasswordOutcome): void {
  if (outcome === 'email-taken') throw new InvalidInput('email', 'Somebody here signs in with this address already.')
  if (outcome === 'changed') {
    throw new InvalidInput('currentPassword', 'Your password has been changed meanwhile: try again with the new one.')
  }
}
