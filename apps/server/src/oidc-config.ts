import { z } from 'zod'

const text = z.string().min(1).optional()

/** An OpenID Connect issuer, and whom it may let in. */
export interface OidcSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** What people call it. */
  readonly name: string
  /** Whoever has an e-mail there comes in, known or not. */
  readonly domains: readonly string[]
}

const variables = z.object({
  SLUICE_OIDC_ISSUER: z
    .url({ protocol: /^https?$/ })
    .refine(isPrivateOnTheWay, 'is not https: whoever reads along could come in')
    .optional(),
  SLUICE_OIDC_CLIENT_ID: text,
  SLUICE_OIDC_CLIENT_SECRET: z.string().min(16, 'has 16 characters or more').optional(),
  SLUICE_OIDC_NAME: text,
  SLUICE_OIDC_DOMAINS: z
    .string()
    .transform((list) => list.split(',').map((domain) => domain.trim().replace(/^@/, '').toLowerCase()))
    .pipe(z.array(z.string().regex(/^([a-z0-9][a-z0-9-]*\.)+[a-z]{2,}$/, 'is no domain, as example.org is one')))
    .optional(),
})

/** Reads the issuer from environment variables: all of it or, where none is set, null. */
export const oidcEnvironment = variables.transform((env, context): OidcSettings | null => {
  const { SLUICE_OIDC_ISSUER: issuer, SLUICE_OIDC_CLIENT_ID: clientId, SLUICE_OIDC_CLIENT_SECRET: clientSecret } = env
  if (issuer && clientId && clientSecret) {
    const { SLUICE_OIDC_NAME: name = new URL(issuer).hostname, SLUICE_OIDC_DOMAINS: domains = [] } = env
    return { issuer, clientId, clientSecret, name, domains }
  }
  if (Object.values(env).every((value) => value === undefined)) return null
  const message = 'needs SLUICE_OIDC_CLIENT_ID and SLUICE_OIDC_CLIENT_SECRET, and they need it.'
  context.addIssue({ code: 'custom', path: ['SLUICE_OIDC_ISSUER'], message })
  return z.NEVER
})

function isPrivateOnTheWay(issuer: string): boolean {
  const { protocol, hostname } = new URL(issuer)
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}
