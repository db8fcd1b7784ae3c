import {
  type ModelTimes,
  mostSamples,
  promptSizes,
  type Quantiles,
  type RecentTimes,
} from '@sluice/core/line/model-times'
import type { Sql } from '@sluice/prisma/sql'

/** Measured times are remembered for this long. */
const freshMs = 10_000

/** Measured times, by model. */
export type TimesOfModels = ReadonlyMap<string, ModelTimes>

/** In bytes, as `octet_length` counts: that needs no look at a long prompt itself. */
export const promptSizeColumn = `width_bucket(octet_length(prompt), ARRAY[${promptSizes.join(', ')}])`

/**
 * A column that {@link decodeTimes} reads: of each model that has ever answered, found by skipping from one to the next,
 * the attempts that succeeded last. 20 models with 100 each: 12 ms on PostgreSQL, 36 ms on
 * PGlite (2026-11).
 */
export const timesColumn = `(SELECT coalesce(json_agg(t), '[]') FROM (
  WITH RECURSIVE measured AS (
    (SELECT model FROM attempt WHERE outcome = 'SUCCEEDED' ORDER BY model LIMIT 1)
    UNION ALL
    SELECT n.model FROM measured m CROSS JOIN LATERAL (
      SELECT a.model FROM attempt a WHERE a.outcome = 'SUCCEEDED' AND a.model > m.model ORDER BY a.model LIMIT 1) n
  ), sample AS (
    SELECT m.model, ${promptSizeColumn} AS size, extract(epoch FROM a.ended_at - a.started_at)::float8 * 1000 AS total,
      extract(epoch FROM a.first_token_at - a.started_at)::float8 * 1000 AS first
    FROM measured m CROSS JOIN LATERAL (
      SELECT * FROM attempt WHERE model = m.model AND outcome = 'SUCCEEDED' ORDER BY ended_at DESC LIMIT ${mostSamples}
    ) a JOIN generation g ON g.id = a.generation_id
  )
  SELECT model, size, count(*)::int AS samples, percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY total) AS "totalMs",
    percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY first) AS "firstTokenMs"
  FROM sample GROUP BY GROUPING SETS ((model), (model, size))) t) AS times`

/** What {@link timesColumn} holds. */
export interface TimesRow {
  readonly model: string
  /** Null for all sizes. */
  readonly size: number | null
  readonly samples: number
  readonly totalMs: readonly (number | null)[]
  readonly firstTokenMs: readonly (number | null)[] | null
}

/** The times by model. */
export function decodeTimes(rows: readonly TimesRow[]): TimesOfModels {
  const times = new Map<string, ModelTimes>()
  for (const [model, own] of Map.groupBy(rows, (row) => row.model)) {
    const all = own.find(({ size }) => size === null)
    if (!all) continue
    const bySize = own.flatMap((row): [number, RecentTimes][] => (row.size === null ? [] : [[row.size, toTimes(row)]]))
    times.set(model, { all: toTimes(all), bySize: new Map(bySize) })
  }
  return times
}

function toTimes({ samples, totalMs, firstTokenMs }: TimesRow): RecentTimes {
  return { samples, totalMs: toQuantiles(totalMs) ?? { p50: 0, p90: 0 }, firstTokenMs: toQuantiles(firstTokenMs) }
}

function toQuantiles(pair: readonly (number | null)[] | null): Quantiles | null {
  const [p50 = null, p90 = null] = pair ?? []
  return p50 === null || p90 === null ? null : { p50: Math.round(p50), p90: Math.round(p90) }
}

/** The measured times, read anew at most every ten seconds. */
export function makeModelTimes(sql: Sql): () => Promise<TimesOfModels> {
  let known: { readonly times: Promise<TimesOfModels>; readonly readAt: number } | null = null
  const read = async () => {
    const [row] = await sql.query<{ times: readonly TimesRow[] }>(`SELECT ${timesColumn}`, [], { name: 'model-times' })
    return decodeTimes(row?.times ?? [])
  }
  return () => {
    if (known && performance.now() - known.readAt < freshMs) return known.times
    const times = read()
    known = { times, readAt: performance.now() }
    times.catch(() => {
      known = null
    })
    return times
  }
}
