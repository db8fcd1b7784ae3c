import { AppError } from '@sluice/core/app-error'
import type { Sql } from '@sluice/prisma/sql'

/** How often sessions with open streams are looked at; a stream ends within twice this after its session. */
const lookMs = 4_000

/** One stream's hold on its session. */
export interface FollowedSession extends Disposable {
  /** Aborts, with an AppError UNAUTHENTICATED, once the session has been ended or is too old. */
  readonly ended: AbortSignal
}

/** The sessions that have open streams in this process. One query looks at all of them. */
export interface LiveSessions {
  follow(tokenHash: string): FollowedSession
  dispose(): void
}

/** None yet. */
export function createLiveSessions(sql: Sql, report: (fault: unknown) => void): LiveSessions {
  const live = new Map<string, { readonly controller: AbortController; streams: number }>()

  const look = async () => {
    if (live.size === 0) return
    const rows = await sql.query<{ token_hash: string }>(
      'SELECT token_hash FROM browser_session WHERE token_hash = ANY($1::text[]) AND expires_at > now()',
      [[...live.keys()]],
      { name: 'look-at-sessions' },
    )
    const valid = new Set(rows.map(({ token_hash }) => token_hash))
    for (const [hash, { controller }] of live) {
      if (valid.has(hash)) continue
      live.delete(hash)
      controller.abort(new AppError('UNAUTHENTICATED', { message: 'You have been signed out.' }))
    }
  }
  const timer = setInterval(() => void look().catch(report), lookMs)
  timer.unref()

  return {
    follow(tokenHash) {
      const entry = live.get(tokenHash) ?? { controller: new AbortController(), streams: 0 }
      live.set(tokenHash, entry)
      entry.streams += 1
      return {
        ended: entry.controller.signal,
        [Symbol.dispose]() {
          entry.streams -= 1
          if (entry.streams === 0 && live.get(tokenHash) === entry) live.delete(tokenHash)
        },
      }
    },
    dispose: () => clearInterval(timer),
  }
}
