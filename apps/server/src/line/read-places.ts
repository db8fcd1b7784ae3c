import type { Lane } from '@sluice/core/line/lanes'
import { makePlaceOf, type Queued } from '@sluice/core/line/place'
import type { QueuePlace } from '@sluice/core/line/queue-place'
import type { Caps } from '@sluice/core/line/room'
import type { Sql } from '@sluice/prisma/sql'
import { capsWith, type LineState, lineStateColumns, servedAt } from '../dispatch/line-state.ts'
import { promptSizeColumn, type TimesOfModels } from './model-times.ts'

/** Where generations stand: those among the ids asked for that are queued. */
export type ReadPlaces = (ids: readonly string[]) => Promise<ReadonlyMap<string, QueuePlace>>

/** What places are read with. */
export interface PlacesOptions {
  readonly sql: Sql
  /** As configured; what was set at run time comes before them. */
  readonly caps: Caps
  readonly times: () => Promise<TimesOfModels>
}

const inLine = `status = 'QUEUED' AND hold IS NULL`

/**
 * All that decides, in one statement and so in one consistent reading. Of whoever is asked about, the ranks within their
 * person; of all others only counts, one row for each person, model, space and priority, and the id of a lane's first only
 * where it decides, because someone who is asked about joined at that very moment. Tickets count from when one of the person's
 * own last ended, if that was later: as in `pick`.
 *
 * With 2,000 in line of 20 people, 10 of them asked about: 3 ms on PostgreSQL, 9 ms on PGlite; with 20,000: 18 and 26 ms
 * (bench/place-cost.ts, 2026-11). Whoever looks again and again lets time pass by what a look took.
 */
const placesText = `WITH asked AS MATERIALIZED (
    SELECT id, person, space_id, model, priority, hold, not_before, queued_at, ${promptSizeColumn} AS prompt_size
    FROM generation WHERE id = ANY($1::uuid[]) AND status = 'QUEUED'
  ), own AS (
    SELECT r.id, r.rank, r.ahead FROM (SELECT DISTINCT person FROM asked WHERE hold IS NULL) p CROSS JOIN LATERAL (
      SELECT g.id, row_number() OVER (ORDER BY g.priority DESC, g.queued_at, g.id) - 1 AS rank,
        row_number() OVER (PARTITION BY split_part(g.model, ':', 1) ORDER BY g.priority DESC, g.queued_at, g.id) - 1 AS ahead
      FROM generation g WHERE ${inLine} AND g.person = p.person
    ) r
  ), lane AS (
    SELECT person, model, space_id, priority, count(*)::int AS count, min(queued_at) AS oldest, max(queued_at) AS newest
    FROM generation WHERE ${inLine} AND EXISTS (SELECT FROM asked WHERE hold IS NULL) GROUP BY 1, 2, 3, 4
  ), served AS MATERIALIZED (
    SELECT p.person, ${servedAt('p.person')} AS at FROM (SELECT DISTINCT person FROM lane) p
  ), lanes AS (
    SELECT l.person, l.model, l.space_id AS "spaceId", l.priority, l.count, ${msOf('greatest(l.oldest, s.at)')} AS oldest,
      ${msOf('greatest(l.newest, s.at)')} AS newest,
      CASE WHEN l.oldest IN (SELECT queued_at FROM asked) THEN (
        SELECT g.id FROM generation g WHERE ${inLine} AND g.person = l.person AND g.model = l.model AND g.space_id = l.space_id
          AND g.priority = l.priority ORDER BY g.queued_at, g.id LIMIT 1) END AS "oldestId"
    FROM lane l JOIN served s USING (person)
  ), places AS (
    SELECT a.id, a.person, a.space_id AS "spaceId", a.model, split_part(a.model, ':', 1) AS provider, a.priority, a.hold,
      ${msOf('greatest(a.queued_at, s.at)')} AS "queuedAt", ${msOf('a.not_before - clock_timestamp()')} AS "heldForMs", a.prompt_size AS "promptSize",
      coalesce(o.rank, 0) AS rank, coalesce(o.ahead, 0) AS "ownAhead"
    FROM asked a LEFT JOIN own o USING (id) LEFT JOIN served s USING (person)
  )
  SELECT (SELECT coalesce(json_agg(p), '[]') FROM places p) AS asked, (SELECT coalesce(json_agg(l), '[]') FROM lanes l) AS lanes,
    (SELECT coalesce(json_agg(DISTINCT p), '[]') FROM worker CROSS JOIN unnest(providers) AS p
     WHERE dead_at IS NULL AND lease_until > clock_timestamp()) AS served,
    ${lineStateColumns}`

type LaneRow = Omit<Lane, 'provider' | 'oldestId'> & { readonly oldestId: string | null }

interface PlacesRow extends LineState {
  readonly asked: readonly Queued[]
  readonly lanes: readonly LaneRow[]
  readonly served: readonly string[]
}

/** Reads where these stand, with one statement; a second one every ten seconds at most. */
export function makeReadPlaces({ sql, caps, times }: PlacesOptions): ReadPlaces {
  return async (ids) => {
    const [row] = await sql.query<PlacesRow>(placesText, [ids], { name: 'read-places' })
    if (!row || row.asked.length === 0) return new Map()
    const { asked, lanes, served, settings, ...state } = row
    const placeOf = makePlaceOf({
      ...state,
      caps: capsWith(caps, settings),
      lanes: lanes.map(toLane),
      served: new Set(served),
      times: await times(),
    })
    return new Map(asked.map((each) => [each.id, placeOf(each)]))
  }
}

function toLane({ oldestId, ...row }: LaneRow): Lane {
  const [provider = ''] = row.model.split(':', 1)
  return { ...row, provider, oldestId: oldestId ?? '' }
}

/** Milliseconds of a moment or an interval. */
function msOf(time: string): string {
  return `extract(epoch FROM ${time}) * 1000`
}
