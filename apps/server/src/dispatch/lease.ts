import { randomUUID } from 'node:crypto'
import type { Sql } from '@sluice/prisma/sql'

/** What a lease works with. */
export interface LeaseOptions {
  readonly sql: Sql
  /** How long the others wait for a sign of life before they take our work. Default in configuration: 30 s. */
  readonly leaseMs: number
  readonly slots: number
  readonly providers: readonly string[]
  /** Our authority has ended: stop all runs, write nothing. A new lease follows by itself. */
  readonly onLost: () => void
  /** After each renewal: other processes that live, and workers whose lease has lapsed. */
  readonly onRenewed: (seen: { peers: number; lapsed: number }) => void
}

/** The right of this process to write, under an id that is new for each lease. */
export interface Lease {
  readonly workerId: string
  /** Gives the current id up, because the database said that it is dead, and begins a new lease. */
  replace(): void
  /** Ends the lease in the database, so that nobody has to wait for it to lapse. */
  release(): Promise<void>
}

/**
 * Takes a lease and renews it every tenth of its length. Authority ends nine tenths of a lease after the last successful
 * renewal was *sent*, on this process's monotonic clock, whatever the database may still believe.
 *
 * @throws what the database says when the first lease cannot be taken.
 */
export async function takeLease(options: LeaseOptions): Promise<Lease> {
  const { sql, leaseMs, onLost, onRenewed } = options
  let workerId = randomUUID()
  let until = await register(options, workerId)
  let isReleased = false
  let isRegistered = true
  let timer: NodeJS.Timeout

  const lose = () => {
    if (!isRegistered) return
    isRegistered = false
    workerId = randomUUID() // first, so that nothing can be written under the old one
    onLost()
  }
  const renew = async () => {
    const sentAt = performance.now()
    const attempted = workerId
    try {
      if (!isRegistered) {
        const next = await register(options, attempted)
        if (attempted !== workerId) return
        until = next
        isRegistered = true
      }
      const [row] = await sql.query<{ renewed: number; peers: number; lapsed: number }>(
        `WITH me AS (UPDATE worker SET lease_until = now() + $2 * interval '1 ms' WHERE id = $1 AND dead_at IS NULL RETURNING id)
         SELECT (SELECT count(*)::int FROM me) AS renewed,
           count(*) FILTER (WHERE lease_until >= now())::int AS peers, count(*) FILTER (WHERE lease_until < now())::int AS lapsed
         FROM worker WHERE dead_at IS NULL AND id <> $1`,
        [attempted, leaseMs],
        { name: 'renew-lease' },
      )
      if (attempted !== workerId) return
      if (row?.renewed !== 1) return lose()
      until = sentAt + leaseMs * 0.9
      onRenewed(row)
    } catch {
      // Not renewed. The watch below ends our authority when that has gone on for too long.
    }
  }
  const watch = () => {
    if (isRegistered && performance.now() >= until) lose()
  }
  let isRenewing = false
  const tick = () => {
    watch()
    if (isRenewing) return
    isRenewing = true
    void renew().finally(() => {
      isRenewing = false
    })
  }
  timer = setInterval(tick, Math.max(leaseMs / 10, 20))

  return {
    get workerId() {
      return workerId
    },
    replace: lose,
    async release() {
      if (isReleased) return
      isReleased = true
      clearInterval(timer)
      await sql.query('UPDATE worker SET dead_at = now() WHERE id = $1 AND dead_at IS NULL', [workerId])
    },
  }
}

/** Writes the row of a new lease; answers until when it gives authority. */
async function register({ sql, leaseMs, slots, providers }: LeaseOptions, workerId: string): Promise<number> {
  const sentAt = performance.now()
  await sql.query(
    `INSERT INTO worker (id, providers, slots, lease_until) VALUES ($1, $2::text[], $3, now() + $4 * interval '1 ms')
     ON CONFLICT (id) DO NOTHING`,
    [workerId, providers, slots, leaseMs],
  )
  return sentAt + leaseMs * 0.9
}
