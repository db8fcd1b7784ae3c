import { systemClock } from '@sluice/core/clock'
import type { QueuePlaces } from '@sluice/core/generation/watch'
import { makeLoad } from '@sluice/core/line/load'
import type { QueuePlace } from '@sluice/core/line/queue-place'
import type { Caps } from '@sluice/core/line/room'
import type { Sql } from '@sluice/prisma/sql'
import type { BusyNow } from '@sluice/schema/context'
import { capsWith, type LineState, lineStateColumns } from '../dispatch/line-state.ts'
import { makeBatch } from './batch.ts'
import { decodeTimes, makeModelTimes, type TimesRow, timesColumn } from './model-times.ts'
import { createQueuePlaces } from './queue-places.ts'
import { makeReadPlaces } from './read-places.ts'

/** The line as people see it. */
export interface LineView {
  readonly places: QueuePlaces
  /** Where a generation stands now; null when it is not queued. */
  readonly placeOf: (id: string) => Promise<QueuePlace | null>
  /** How busy providers and models are now. */
  readonly busyNow: () => Promise<BusyNow>
}

/** What the view is made with. */
export interface LineViewOptions {
  readonly sql: Sql
  /** As configured; what was set at run time comes before them. */
  readonly caps: Caps
  readonly report: (fault: unknown) => void
}

/** Shows the line. It asks nothing while nobody looks. */
export function makeLineView({ sql, caps, report }: LineViewOptions): LineView {
  const read = makeReadPlaces({ sql, caps, times: makeModelTimes(sql) })
  return {
    places: createQueuePlaces({ read, clock: systemClock, report }),
    placeOf: makeBatch(read),
    busyNow: () => readBusyNow(sql, caps),
  }
}

async function readBusyNow(sql: Sql, caps: Caps): Promise<BusyNow> {
  const [row] = await sql.query<LineState & { times: readonly TimesRow[] }>(
    `SELECT ${lineStateColumns}, ${timesColumn}`,
    [],
    { name: 'busy-now' },
  )
  if (!row) throw new Error('A SELECT without FROM answered no row.')
  const load = makeLoad({ ...row, caps: capsWith(caps, row.settings) })
  return { load, times: decodeTimes(row.times) }
}
