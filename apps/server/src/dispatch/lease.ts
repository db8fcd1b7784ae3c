import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Sql } from '@sluice/prisma/sql'
import { connectionsColumns, type SeenConnections } from '../connection/read-connections.ts'
import { every } from './every.ts'

/** The part of a lease during which we act on it; the rest is for clocks and statements on their way. */
export const authority = 0.9

/** What else a renewal sees, so that it costs no statement of its own. */
export interface Seen extends SeenConnections {
  /** Other processes that live. */
  readonly peers: number
  /** Workers whose lease has lapsed. */
  readonly lapsed: number
}

/** What a lease works with. */
export interface LeaseOptions {
  readonly sql: Sql
  /** How long the others wait for a sign of life before they take our work. Default in configuration: 30 s. */
  readonly leaseMs: number
  readonly slots: number
  /** Those that we can ask now. */
  readonly providers: () => readonly string[]
  /** Our authority has ended: stop all runs, write nothing. A new lease follows by itself. */
  readonly onLost: () => void
  /** After each renewal. */
  readonly onRenewed: (seen: Seen) => void
}

/** The right of this process to write, under an id that is new for each lease. */
export interface Lease {
  readonly workerId: string
  /** Gives the current id up, because the database said that it is dead, and begins a new lease. */
  replace(): void
  /** Renews it now, so that the line knows at once which providers we serve. */
  renew(): Promise<void>
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
  const { leaseMs, onLost, onRenewed } = options
  let workerId = randomUUID()
  let until = await register(options, workerId)
  let isRegistered = true

  const lose = () => {
    if (!isRegistered) return
    isRegistered = false
    workerId = randomUUID() // first, so that nothing can be written under the old one
    onLost()
  }
  const stopped = new AbortController()
  const renew = async () => {
    if (stopped.signal.aborted) return
    const id = workerId
    if (!isRegistered) {
      const next = await register(options, id)
      if (id !== workerId) return
      until = next
      isRegistered = true
    }
    const sentAt = performance.now()
    const seen = await renewLease(options, id)
    if (id !== workerId) return
    if (!seen.isRenewed) return lose()
    until = Math.max(until, sentAt + leaseMs * authority)
    onRenewed(seen)
  }
  const everyMs = Math.max(leaseMs / 10, 20)
  const watch = setInterval(() => {
    if (isRegistered && performance.now() >= until) lose()
  }, everyMs)
  // A renewal that hangs is not waited for: the next is sent on another connection. What fails is seen by the watch above.
  const patience = () => Promise.race([renew(), delay(leaseMs / 3, undefined, { ref: false })]).catch(() => {})
  void every({ ms: everyMs, signal: stopped.signal, report: () => {} }, patience)

  return {
    get workerId() {
      return workerId
    },
    replace: lose,
    renew,
    async release() {
      if (stopped.signal.aborted) return
      stopped.abort()
      clearInterval(watch)
      // Lapsed and not dead: should a claim have been committed whose answer was lost, whoever reaps next gives that back.
      await options.sql.query('UPDATE worker SET lease_until = now() WHERE id = $1 AND dead_at IS NULL', [workerId])
    },
  }
}

async function renewLease(
  { sql, leaseMs, providers }: LeaseOptions,
  workerId: string,
): Promise<Seen & { readonly isRenewed: boolean }> {
  const [seen] = await sql.query<Seen & { isRenewed: boolean }>(
    `WITH me AS (
       UPDATE worker SET lease_until = now() + $2 * interval '1 ms', providers = $3::text[] WHERE id = $1 AND dead_at IS NULL RETURNING id
     )
     SELECT EXISTS (SELECT FROM me) AS "isRenewed",
       count(*) FILTER (WHERE lease_until >= now())::int AS peers, count(*) FILTER (WHERE lease_until < now())::int AS lapsed,
       ${connectionsColumns}
     FROM worker WHERE dead_at IS NULL AND id <> $1`,
    [workerId, leaseMs, providers()],
    { name: 'renew-lease' },
  )
  return seen ?? { isRenewed: false, peers: 0, lapsed: 0, connections: '', hasRemoved: false }
}

/** Writes the row of a new lease; answers until when it gives authority. */
async function register({ sql, leaseMs, slots, providers }: LeaseOptions, workerId: string): Promise<number> {
  const sentAt = performance.now()
  await sql.query(
    `INSERT INTO worker (id, providers, slots, lease_until) VALUES ($1, $2::text[], $3, now() + $4 * interval '1 ms')
     ON CONFLICT (id) DO NOTHING`,
    [workerId, providers(), slots, leaseMs],
  )
  return sentAt + leaseMs * authority
}
