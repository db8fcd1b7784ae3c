import { passwordLength } from '@sluice/core/access/password'
import type { Database } from '@sluice/prisma/sql'
import { getOAuthState } from 'better-auth/api'
import { betterAuth } from 'better-auth/minimal'
import type { BetterAuthOptions } from 'better-auth/types'
import type { OidcSettings } from '../oidc-config.ts'
import { addressHeader, authPath, issuerId } from './auth-names.ts'
import { makeAuthTables, type Origin } from './auth-tables.ts'
import { sessionSeconds } from './browser-session.ts'
import { deriveStateKey, makeAdmission, makeIssuer } from './issuer.ts'
import { newSecret } from './secret.ts'
import { cookieName } from './viewer.ts'

/** better-auth, as far as it is used here. */
export interface Auth {
  /** What its cookies are signed with. */
  readonly secret: string
  readonly handler: (request: Request) => Promise<Response>
}

/** What {@link makePasswordAuth} and {@link makeIssuerAuth} work with. */
export interface AuthOptions {
  readonly database: Database
  /** Told what went wrong: never with what somebody sent. */
  readonly report: (fault: unknown) => void
}

/** Signing in with e-mail and password. Nobody can sign up. */
export function makePasswordAuth(options: AuthOptions): Auth {
  const secret = newSecret() // of this process alone: nothing of it leaves the server
  const { handler } = betterAuth({
    ...common(options, secret),
    emailAndPassword: { enabled: true, disableSignUp: true, maxPasswordLength: passwordLength.max },
  })
  return { secret, handler }
}

/** Signing in at an issuer. An instance of its own: one that does not answer keeps nobody with a password waiting. */
export function makeIssuerAuth(options: AuthOptions, oidc: OidcSettings): Auth {
  const secret = deriveStateKey(oidc)
  const { handler } = betterAuth({
    ...common(options, secret),
    plugins: [makeIssuer(oidc)],
    user: { validateUserInfo: makeAdmission(options.database, oidc.domains) },
    account: {
      storeStateStrategy: 'cookie',
      updateAccountOnSignIn: false, // no token of the issuer is kept
      accountLinking: { enabled: true, allowDifferentEmails: true, requireLocalEmailVerified: false },
    },
  })
  return { secret, handler }
}

function common({ database, report }: AuthOptions, secret: string): BetterAuthOptions {
  return {
    database: () => makeAuthTables(database),
    secret,
    basePath: authPath,
    telemetry: { enabled: false },
    rateLimit: { enabled: false }, // it reads and then writes: many tries at once would count as one
    session: { expiresIn: sessionSeconds, disableSessionRefresh: true },
    advanced: {
      cookiePrefix: 'sluice',
      cookies: { session_token: { name: cookieName } },
      useSecureCookies: false, // who mounts it knows whether the browser speaks https
      database: { generateId: false },
    },
    onAPIError: { throw: true, errorURL: '/' },
    logger: {
      level: 'error',
      log(_, message, cause: unknown) {
        // What a browser brought back was not what it had been given: no fault, and anybody can do it as often as they like.
        if (cause instanceof Error && cause.name === 'BetterAuthError') return
        report(new Error(`Signing in: ${message}`, { cause: cause instanceof Error ? cause : undefined }))
      },
    },
    databaseHooks: {
      session: { create: { before: (session, context) => withOrigin(session, context) } },
      account: { create: { before: (account, context) => withOrigin(account, context) } },
    },
  }
}

/** Adds to a row where it comes from. */
async function withOrigin<Row extends object>(row: Row, context: HookContext | null) {
  const isLink = (await getOAuthState())?.['link'] !== undefined
  const origin: Origin = {
    address: context?.headers?.get(addressHeader) || null,
    method: context?.params?.['id'] === issuerId ? 'OIDC' : 'PASSWORD',
    isOwnLink: isLink,
  }
  return { data: { ...row, ...origin } }
}

interface HookContext {
  readonly headers?: Headers | undefined
  readonly params?: Readonly<Record<string, string | undefined>> | undefined
}
