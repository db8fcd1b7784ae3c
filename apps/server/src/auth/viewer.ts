import type { Viewer } from '@sluice/core/viewer'
import type { Sql } from '@sluice/prisma/sql'
import type { FindService } from './bearer-tokens.ts'
import { findSession } from './browser-session.ts'
import { hashSecret } from './secret.ts'
import { findServiceToken } from './service-tokens.ts'
import type { ShareRight } from './shares.ts'

/** The session cookie. Not `__Host-`: the embedded default speaks plain HTTP on loopback. */
export const cookieName = 'sluice_session'

/** Headers as both node:http and fetch can give them. */
export interface Credentials {
  readonly authorization: string | null
  readonly cookie: string | null
}

/** Who is signed in, and through what. */
export interface SignedIn {
  readonly viewer: Viewer
  /** The hash of a browser's session, or the id of a service token; null for a token of the configuration, which lasts as long as the process. */
  readonly by: { readonly kind: 'session' | 'token'; readonly key: string } | null
  /** The share that the viewer looks through, for one who looks through one. */
  readonly through?: ShareRight
}

/** Says who is asking; null when nobody is signed in. A bearer token wins over a cookie and must itself be right. */
export type FindViewer = (credentials: Credentials) => Promise<SignedIn | null>

/** A {@link FindViewer} over the configured services and the sessions in the database. */
export function makeFindViewer(sql: Sql, findService: FindService): FindViewer {
  return async ({ authorization, cookie }) => {
    if (authorization) {
      const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1]
      const service = token ? findService(token) : null
      if (service) return { viewer: service, by: null }
      const found = token ? await findServiceToken(sql, token) : null
      return found && { viewer: found.viewer, by: { kind: 'token', key: found.id } }
    }
    const session = sessionOf(cookie)
    const viewer = session && (await findSession(sql, session))
    return viewer ? { viewer, by: { kind: 'session', key: hashSecret(session) } } : null
  }
}

/** The session in a cookie header. */
export function sessionOf(cookie: string | null): string | null {
  for (const pair of (cookie ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2)
    if (name === cookieName && value && /^[\w-]{20,100}$/.test(value)) return value
  }
  return null
}
