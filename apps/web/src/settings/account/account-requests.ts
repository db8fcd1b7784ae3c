import { type Api, csrfHeaders } from '../../graphql/api.ts'
import { type Outcome, outcomeOf } from '../../graphql/outcome.ts'
import {
  DeletePersonDocument,
  OwnSignInDocument,
  type OwnSignInQuery,
  SetPasswordDocument,
  UnlinkIssuerDocument,
} from '../generated/graphql.ts'

export type Account = OwnSignInQuery['viewer']

/** What is asked of {@link setPassword}; the current password is null while there is none. */
export type PasswordChange = { email: string; newPassword: string; currentPassword: string | null }

/** Who is signed in, and how they can sign in. */
export async function loadAccount(api: Api): Promise<Account> {
  return (await api.request(OwnSignInDocument, {})).viewer
}

/** Sets with what one signs in from now on. */
export const setPassword = (api: Api, input: PasswordChange) =>
  outcomeOf(api.request(SetPasswordDocument, { input }).then((data) => data.setPassword))

/** Lets the account at the issuer sign nobody in any more, and the browsers that came in by it neither, but for this one. */
export const unlinkIssuer = (api: Api) =>
  outcomeOf(api.request(UnlinkIssuerDocument, { input: { endsSessions: true } }).then((data) => data.unlinkIssuer))

/** Deletes the person who asks, with their threads, for good. */
export const deleteSelf = (api: Api, viewerId: string) =>
  outcomeOf(api.request(DeletePersonDocument, { input: { id: viewerId } }).then((data) => data.deletePerson))

/** Signs this browser out. Never throws. */
export async function signOut({ stillSignedIn }: { stillSignedIn: string }): Promise<Outcome<true>> {
  const options = { method: 'POST', headers: csrfHeaders, redirect: 'manual' } as const
  const answer = await fetch('/sign-out', options).catch(() => null)
  // It leads to the page without a session; any other answer is a refusal.
  return answer?.type === 'opaqueredirect' ? { done: true } : { refused: { code: null, message: stillSignedIn } }
}
