import { breakerThreshold, openMs, pauseMs, pauseThreshold } from '@sluice/core/line/provider-state'

/** What counts for the breaker: the provider could not be reached, failed internally, or said that it is overloaded. */
const failing = `('PROVIDER_UNREACHABLE', 'PROVIDER_ERROR', 'PROVIDER_OVERLOADED')`

/**
 * A provider that has sent its first content is well, whatever came before; but what it was asked before a pause says
 * nothing about that. Touches no row of one that was well. Expects the fence as a CTE `me`.
 *
 * @param answered - an SQL expression: the names of such providers
 */
export const markAnswered = (answered: string) => `answered AS (
  UPDATE provider_state SET failures = 0, opened_until = NULL, open_ms = 0, probe_id = NULL,
    rate_limits = CASE WHEN paused_until > now() THEN rate_limits ELSE 0 END
  WHERE provider = ANY(${answered}) AND (failures > 0 OR rate_limits > 0)
    AND provider NOT IN (SELECT provider FROM failing) AND EXISTS (SELECT FROM me)
)`

/**
 * Counts how attempts have failed, in order of the providers' names so that two processes never wait for each other in a
 * ring: failures in a row open the breaker, and open it for twice as long when its probe fails; a 429 halves what may run at
 * once, at most once a second; a run of them keeps the whole line from the provider, for else those who wait would be spent on it one by
 * one. Expects a CTE `ended` with `asked`, `error_code` and `asked_wait_ms`.
 */
export const markFailing = (answered: string) => `failing AS (
  SELECT asked AS provider, count(*) FILTER (WHERE error_code IN ${failing})::int AS failures,
    count(*) FILTER (WHERE error_code = 'RATE_LIMITED')::int AS limits,
    coalesce(max(asked_wait_ms) FILTER (WHERE error_code = 'RATE_LIMITED'), 0) AS wait_ms
  FROM ended WHERE error_code IN ${failing} OR error_code = 'RATE_LIMITED' GROUP BY 1
), marked AS (
  INSERT INTO provider_state AS s (provider, failures, opened_until, open_ms, lowered_cap, lowered_at, rate_limits, paused_until)
  SELECT f.provider, f.failures, CASE WHEN f.failures >= ${breakerThreshold} THEN now() + ${openMs.first} * interval '1 ms' END,
    CASE WHEN f.failures >= ${breakerThreshold} THEN ${openMs.first} ELSE 0 END, l.cap, CASE WHEN f.limits > 0 THEN now() END,
    f.limits, CASE WHEN f.limits >= ${pauseThreshold} THEN ${pauseEnd('f.limits', 'f.wait_ms')} END
  FROM failing f CROSS JOIN LATERAL (
    SELECT CASE WHEN f.limits > 0 THEN greatest(1, (SELECT count(*) FROM generation g
      WHERE g.provider = f.provider AND g.status IN ('RUNNING', 'CANCELLING'))::int / 2) END AS cap
  ) l ORDER BY f.provider
  ON CONFLICT (provider) DO UPDATE SET
    failures = ${sinceAnswer('failures', answered)},
    opened_until = CASE WHEN ${opens(answered)} THEN now() + least(greatest(s.open_ms * 2, ${openMs.first}), ${openMs.longest}) * interval '1 ms'
      ELSE s.opened_until END,
    open_ms = CASE WHEN ${opens(answered)} THEN least(greatest(s.open_ms * 2, ${openMs.first}), ${openMs.longest}) ELSE s.open_ms END,
    probe_id = CASE WHEN ${opens(answered)} THEN NULL ELSE s.probe_id END,
    lowered_cap = CASE WHEN ${lowers} THEN EXCLUDED.lowered_cap ELSE s.lowered_cap END,
    lowered_at = CASE WHEN ${lowers} THEN now() ELSE s.lowered_at END,
    rate_limits = ${sinceAnswer('rate_limits', answered)},
    paused_until = CASE WHEN EXCLUDED.rate_limits > 0 AND ${sinceAnswer('rate_limits', answered)} >= ${pauseThreshold}
      THEN greatest(s.paused_until, ${pauseEnd(sinceAnswer('rate_limits', answered), '(SELECT f.wait_ms FROM failing f WHERE f.provider = s.provider)')})
      ELSE s.paused_until END
)`

/** How many there are now of what counts up to the next answer. */
function sinceAnswer(column: 'failures' | 'rate_limits', answered: string): string {
  return `(CASE WHEN s.provider = ANY(${answered}) THEN 0 ELSE s.${column} END + EXCLUDED.${column})`
}

/** Until when so many 429s in a row pause a provider that asked for so much. */
function pauseEnd(limits: string, waitMs: string): string {
  const doubled = `${pauseMs.first} * 2 ^ least(${limits} - ${pauseThreshold}, 8)`
  return `now() + least(greatest(${waitMs}, ${doubled}), ${pauseMs.longest}) * interval '1 ms'`
}

/** What fails late, from before the breaker opened, does not open it for longer. */
function opens(answered: string): string {
  return `EXCLUDED.failures > 0 AND (s.opened_until IS NULL OR s.opened_until <= now())
    AND ${sinceAnswer('failures', answered)} >= ${breakerThreshold}`
}

/** A burst of 429s is one: those that come within a second of the first say nothing new. */
const lowers = `EXCLUDED.lowered_cap IS NOT NULL AND (s.lowered_at IS NULL OR s.lowered_at < now() - interval '1 s')`
