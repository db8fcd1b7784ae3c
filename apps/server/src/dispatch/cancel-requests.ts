import type { Sql } from '@sluice/prisma/sql'

/** The generations of a worker that somebody has asked to stop. */
export async function readCancelRequests(sql: Sql, workerId: string): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `SELECT id FROM generation WHERE worker_id = $1 AND status = 'CANCELLING'`,
    [workerId],
    { name: 'read-cancel-requests' },
  )
  return rows.map(({ id }) => id)
}
