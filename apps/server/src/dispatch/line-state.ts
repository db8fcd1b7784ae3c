import type { ProviderState } from '@sluice/core/line/provider-state'
import type { ActiveCount, Caps } from '@sluice/core/line/room'
import type { CapSetting } from '@sluice/core/line/set-cap'

/** What decides about the line, besides who stands in it. All of it is rows, so that all processes see the same. */
export interface LineState {
  readonly active: readonly ActiveCount[]
  readonly states: readonly ProviderState[]
  readonly settings: readonly CapSetting[]
  /** Slots of all workers that live. */
  readonly slots: number
}

/** Columns of a SELECT that make a {@link LineState}: one statement, because a claim may cost only so many. */
export const lineStateColumns = `
  (SELECT coalesce(json_agg(a), '[]') FROM (
     SELECT person, space_id AS "spaceId", model, provider, priority < 0 AS "isBackground", count(*)::int AS count
     FROM generation WHERE status IN ('RUNNING', 'CANCELLING') GROUP BY 1, 2, 3, 4, 5) a) AS active,
  (SELECT coalesce(json_agg(s), '[]') FROM (
     SELECT p.provider, p.failures, extract(epoch FROM p.opened_until - clock_timestamp()) * 1000 AS "openForMs",
       EXISTS (SELECT FROM generation g WHERE g.id = p.probe_id AND g.provider = p.provider AND g.status IN ('RUNNING', 'CANCELLING'))
         AS "isProbing",
       p.lowered_cap AS "loweredCap", coalesce(extract(epoch FROM clock_timestamp() - p.lowered_at) * 1000, 0) AS "loweredAgoMs",
       extract(epoch FROM p.paused_until - clock_timestamp()) * 1000 AS "pausedForMs"
     FROM provider_state p) s) AS states,
  (SELECT coalesce(json_agg(c), '[]') FROM (SELECT scope, name, cap FROM cap_setting) c) AS settings,
  (SELECT coalesce(sum(slots), 0)::int FROM worker WHERE dead_at IS NULL AND lease_until > clock_timestamp()) AS slots`

/** An SQL expression: when one of this person's own that had run last ended; null for never. */
export const servedAt = (person: string) => `(SELECT g.ended_at FROM generation g
  WHERE g.person = ${person} AND g.started_at IS NOT NULL AND g.ended_at IS NOT NULL ORDER BY g.ended_at DESC LIMIT 1)`

/** The configured caps, with what was set at run time before them: for one by name, else for everyone. */
export function capsWith(configured: Caps, settings: readonly CapSetting[]): Caps {
  if (settings.length === 0) return configured
  const set = new Map(settings.map(({ scope, name, cap }) => [`${scope} ${name}`, cap]))
  const find = (scope: CapSetting['scope'], name: string) => set.get(`${scope} ${name}`) ?? set.get(`${scope} `)
  return {
    person: (person) => find('PERSON', person) ?? configured.person(person),
    space: (id) => find('SPACE', id) ?? configured.space(id),
    model: (id) => find('MODEL', id) ?? configured.model(id),
    provider: (name) => find('PROVIDER', name) ?? configured.provider(name),
  }
}
