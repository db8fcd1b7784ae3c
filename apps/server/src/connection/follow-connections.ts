import type { Sql } from '@sluice/prisma/sql'
import type { Signals } from '../signals.ts'
import { failRemoved } from './fail-removed.ts'
import type { LiveProviders } from './live-providers.ts'
import type { SeenConnections } from './read-connections.ts'

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
  /** Somebody has seen this of them: looks if that is news, so that a lost hint costs no more. */
  see(seen: SeenConnections): void
  dispose(): void
}

/** Follows them. While nothing changes it asks nothing, but for what may wait for one that was removed, as long as that is remembered. */
export function followConnections(options: FollowConnectionsOptions): ConnectionFollower {
  const { sql, providers, signals, onChanged, onFailed, report } = options
  let current: Promise<void> | null = null
  let isAskedAgain = false
  let isDisposed = false
  let known: string | null = null

  const failWaiting = async () => {
    const failed = await failRemoved(sql)
    if (failed.length > 0) onFailed(failed)
  }
  const work = async () => {
    try {
      while (isAskedAgain) {
        isAskedAgain = false
        if (await providers.reload()) await onChanged()
        await failWaiting()
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
  const follow = () => {
    if (isDisposed) return
    look().catch((fault: unknown) => {
      known = null
      report(fault)
    })
  }
  signals.on(({ kind }, { isHere }) => {
    if (kind === 'providers' && !isHere) follow()
  })
  return {
    look,
    see({ connections, hasRemoved }) {
      if (connections !== known) {
        known = connections
        follow()
      } else if (hasRemoved && !isDisposed) void failWaiting().catch(report)
    },
    dispose() {
      isDisposed = true
    },
  }
}
