import { type Api, csrfHeaders, RequestError } from '../graphql/api.ts'
import {
  OwnSignInDocument,
  type OwnSignInQuery,
  SetPasswordDocument,
  UnlinkIssuerDocument,
} from '../graphql/generated/graphql.ts'

export type Account = OwnSignInQuery['viewer']

/** What is asked of {@link setPassword}; the current password is null while there is none. */
export type PasswordChange = { email: string; newPassword: string; currentPassword: string | null }

/** Why nothing was changed, and which value is to blame; null where none is. */
export type PasswordRefusal = { message: string; path: string | null }

/** Who is signed in, and how they can sign in. */
export async function loadAccount(api: Api): Promise<Account> {
  return (await api.request(OwnSignInDocument, {})).viewer
}

/** Null when it was set. Never throws. */
export async function setPassword(api: Api, input: PasswordChange): Promise<PasswordRefusal | null> {
  try {
    const { setPassword: result } = await api.request(SetPasswordDocument, { input })
    if (result.__typename === 'SetPasswordSuccess') return null
    return { message: result.message, path: 'path' in result ? result.path : null }
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    return { message: error.message, path: null }
  }
}

/** Why it was not unlinked; null when it was. Never throws. */
export async function unlinkIssuer(api: Api): Promise<string | null> {
  try {
    const { unlinkIssuer: result } = await api.request(UnlinkIssuerDocument, { input: { endsSessions: true } })
    return result.__typename === 'UnlinkIssuerSuccess' ? null : result.message
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
    return error.message
  }
}

/** Signs this browser out. */
export async function signOut(): Promise<void> {
  await fetch('/sign-out', { method: 'POST', headers: csrfHeaders, redirect: 'manual' })
}
