import { scryptSync } from 'node:crypto'
import { domainOf } from '@sluice/core/access/email-address'
import type { Sql } from '@sluice/prisma/sql'
import { type GenericOAuthConfig, genericOAuth } from 'better-auth/plugins/generic-oauth'
import type { BetterAuthOptions } from 'better-auth/types'
import type { OidcSettings } from '../oidc-config.ts'
import { issuerId } from './auth-names.ts'

/** Signing in at an issuer: by code, with PKCE, state and nonce; ID tokens are checked against its keys. */
export function makeIssuer({ issuer, clientId, clientSecret, name }: OidcSettings) {
  const config: GenericOAuthConfig = {
    providerId: issuerId,
    name,
    discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    authentication: 'basic',
    scopes: ['openid', 'email', 'profile'],
    pkce: true,
    requireIdTokenVerification: true,
    // With its issuer, so that nobody is taken for another when the operator changes to a new one.
    accountSubject: ({ tokens }) => {
      const { iss, sub } = claimsOf(tokens.idToken)
      return iss === issuer && typeof sub === 'string' && sub ? `${iss} ${sub}` : ''
    },
  }
  return genericOAuth({ config: [config] })
}

/** What an ID token says that better-auth has verified: that it did not say who gave out its keys. */
function claimsOf(idToken: string | undefined): Readonly<Record<string, unknown>> {
  const [, payload] = idToken?.split('.') ?? []
  if (!payload) return {} // an answer without one is no sign-in
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
}

/**
 * The key of what better-auth hands to a browser on its way to the issuer. The same in every process, and not in the database. Slow to
 * derive, since any visitor gets something that is encrypted with it.
 */
export function deriveStateKey({ clientSecret, issuer }: OidcSettings): string {
  return scryptSync(clientSecret, `sluice sign-in ${issuer}`, 32).toString('base64url')
}

type Validate = NonNullable<NonNullable<BetterAuthOptions['user']>['validateUserInfo']>

/** Says whom the issuer may let in: those who are known here, and whoever has a verified e-mail of a domain that is listed. */
export function makeAdmission(sql: Sql, domains: readonly string[]): Validate {
  return async ({ user: { id, email, emailVerified }, source: { action } }) => {
    if (typeof email !== 'string' || emailVerified !== true) return { error: 'email_not_verified' }
    const mustBeListed = action === 'create-user' || (action === 'sign-in' && (await isOfIssuer(sql, id)))
    return mustBeListed && !domains.includes(domainOf(email)) ? { error: 'not_let_in' } : undefined
  }
}

async function isOfIssuer(sql: Sql, id: string | undefined): Promise<boolean> {
  const rows = await sql.query('SELECT FROM principal WHERE id = $1 AND is_of_issuer', [id])
  return rows.length > 0
}
