import { allScopes } from '@sluice/core/access/scope'
import type { Viewer } from '@sluice/core/viewer'
import type { Database } from '@sluice/prisma/sql'
import type { BootstrapToken } from '../config.ts'
import { ensurePrincipal } from './principals.ts'
import { hashSecret } from './secret.ts'

/** Finds the service that a bearer token belongs to. */
export type FindService = (token: string) => Viewer | null

/** The services of the configuration, each with a principal and a space of its own. Looked up by hash, so timing tells nothing. */
export async function loadServices(database: Database, tokens: readonly BootstrapToken[]): Promise<FindService> {
  const services = new Map<string, Viewer>()
  for (const { name, token } of tokens) {
    const service = await ensurePrincipal(database, 'SERVICE', name)
    services.set(hashSecret(token), { ...service, scopes: allScopes })
  }
  return (token) => services.get(hashSecret(token)) ?? null
}
