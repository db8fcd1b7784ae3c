import type { Sql } from '@sluice/prisma/sql'
import { every } from '../dispatch/every.ts'
import type { Signals } from '../signals.ts'
import { failRemoved } from './fail-removed.ts'
import type { LiveProviders } from './live-providers.ts'

/** Without a hint the providers that were added are read this often. */
const pollMs = 5_000

/** What they are followed with. */
export interface FollowConnectionsOptions {
  readonly sql: Sql
  readonly providers: LiveProviders
  readonly signals: Signals
  /** Others can be asked than before: the line is to be told before anything else is done. */
  readonly onChanged: () => Promise<void>
  /** These waited for a provider that was removed, and have failed. */
  readonly onFailed: (ids: readonly string[]) => void
  readonly report: (fault: unknown) => void
}

/** Keeps up with what administrators add and remove. */
export interface ConnectionFollower {
  /** Resolves once this process serves what there was in the database at this moment. */
  look(): Promise<void>
  dispose(): void
}

/** Follows them, with two small statements a look. */
export function followConnections(options: FollowConnectionsOptions): ConnectionFollower {
  const { sql, providers, signals, onChanged, onFailed, report } = options
  let current: Promise<void> | null = null
  let isAskedAgain = false

  const work = async () => {
    try {
      while (isAskedAgain) {
        isAskedAgain = false
        if (await providers.reload()) await onChanged()
        const failed = await failRemoved(sql)
        if (failed.length > 0) onFailed(failed)
      }
    } finally {
      current = null
    }
  }
  const look = () => {
    isAskedAgain = true
    current ??= work()
    return current
  }
  signals.on(({ kind }) => {
    if (kind === 'providers') void look().catch(report)
  })
  const stopped = new AbortController()
  void every({ ms: pollMs, signal: stopped.signal, report }, look)
  return { look, dispose: () => stopped.abort() }
}
