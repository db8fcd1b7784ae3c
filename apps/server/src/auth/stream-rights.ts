import { tokenEnded } from '@sluice/core/access/service-token'
import { AppError, notFound } from '@sluice/core/app-error'
import { noSuchShare } from '@sluice/core/share/share'
import type { Viewer } from '@sluice/core/viewer'
import type { Database } from '@sluice/prisma/sql'
import { visible } from '@sluice/schema/visible'
import { createLiveRights, type LiveRights } from './live-rights.ts'
import { findHeldTokens } from './service-tokens.ts'
import { findHeldShares, type ShareRight, shareKey } from './shares.ts'

/** Somebody's sight of one generation. */
export interface Sight {
  readonly viewer: Viewer
  readonly generationId: string
}

/** By what right the streams of this process are open. */
export interface StreamRights {
  /** Browser sessions, by the hash of their token. A stream whose session is over ends with UNAUTHENTICATED. */
  readonly sessions: LiveRights<string>
  /** Service tokens, by id. A stream whose token has been revoked or has expired ends with UNAUTHENTICATED. */
  readonly tokens: LiveRights<string>
  /** A stream whose share has ended, or does not name its viewer any more, ends with NOT_FOUND. */
  readonly shares: LiveRights<ShareRight>
  /** A stream of a generation that its viewer may not see any more, or that is gone, ends with NOT_FOUND. */
  readonly sights: LiveRights<Sight>
  dispose(): void
}

/** What {@link createStreamRights} works with. */
type StreamRightsOptions = Pick<Database, 'query' | 'prisma'>

/** Looks after all of them, with one query for all sessions, one for all tokens, one for all shares and one for each viewer. */
export function createStreamRights(database: StreamRightsOptions, report: (fault: unknown) => void): StreamRights {
  const sessions = createLiveRights<string>({
    keyOf: (hash) => hash,
    findHeld: (hashes) => findSessions(database, hashes),
    refusal: () => new AppError('UNAUTHENTICATED', { message: 'You have been signed out.' }),
    report,
  })
  const tokens = createLiveRights<string>({
    keyOf: (id) => id,
    findHeld: (ids) => findHeldTokens(database, ids),
    refusal: tokenEnded,
    report,
  })
  const shares = createLiveRights<ShareRight>({
    keyOf: shareKey,
    findHeld: (rights) => findHeldShares(database, rights),
    refusal: noSuchShare,
    report,
  })
  const sights = createLiveRights<Sight>({
    keyOf: sightKey,
    findHeld: (all) => findSights(database, all),
    refusal: () => notFound('generation'),
    report,
  })
  return {
    sessions,
    tokens,
    shares,
    sights,
    dispose() {
      sessions.dispose()
      tokens.dispose()
      shares.dispose()
      sights.dispose()
    },
  }
}

async function findSessions(sql: Pick<Database, 'query'>, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ token_hash: string }>(
    'SELECT token_hash FROM browser_session WHERE token_hash = ANY($1::text[]) AND expires_at > now()',
    [hashes],
    { name: 'look-at-sessions' },
  )
  return new Set(rows.map(({ token_hash }) => token_hash))
}

function sightKey({ viewer, generationId }: Sight): string {
  return `${viewer.id} ${generationId}`
}

/** By the same filter that every query goes through, so that a look and a new request never disagree. */
async function findSights({ prisma }: Pick<Database, 'prisma'>, all: readonly Sight[]): Promise<ReadonlySet<string>> {
  const held = new Set<string>()
  for (const own of Map.groupBy(all, ({ viewer }) => viewer.id).values()) {
    const viewer = own[0]?.viewer
    if (!viewer) continue
    const ids = own.map(({ generationId }) => generationId)
    const found = await prisma.generation.findMany({
      where: { id: { in: ids }, ...visible.generations(viewer) },
      select: { id: true },
    })
    for (const { id } of found) held.add(sightKey({ viewer, generationId: id }))
  }
  return held
}
