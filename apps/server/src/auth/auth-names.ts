/** Where better-auth is mounted. */
export const authPath = '/auth'
/** The issuer's name in paths and tables. */
export const issuerId = 'oidc'
/** The header in which better-auth learns where a request comes from: one of ours, which no client can send. */
export const addressHeader = 'x-sluice-address'
/** The cookie with what belongs to one way to the issuer and back. */
export const stateCookieName = 'sluice.oauth_state'
