import type { OidcSettings } from '../oidc-config.ts'
import type { Auth, AuthOptions } from './better-auth.ts'

/** A way of signing in, made when somebody first asks for it. */
export type LoadAuth = () => Promise<Auth>

/** Both ways. better-auth takes 0.3 s of CPU to load, more than all the rest of a start, and many processes never need it (2026-11). */
export function loadAuth(
  options: AuthOptions,
  oidc: OidcSettings | null,
): { readonly password: LoadAuth; readonly issuer: LoadAuth | null } {
  return {
    password: once(async () => (await import('./better-auth.ts')).makePasswordAuth(options)),
    issuer: oidc && once(async () => (await import('./better-auth.ts')).makeIssuerAuth(options, oidc)),
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}
