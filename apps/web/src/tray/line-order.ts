import type { TrayRow } from './tray-requests.ts'

type InLine = Pick<TrayRow, 'id' | 'status' | 'hold' | 'queue'>

/** Whether a row has a place that can be changed: what is held back stands nowhere yet. */
export const isMovable = ({ status, hold }: Pick<TrayRow, 'status' | 'hold'>) => status === 'QUEUED' && hold === null

/** Where something goes: before another, or with null to the end. `place` counts from 1. */
export type Move = { id: string; before: string | null; place: number }

/** One step up (-1) or down (1) in `ids`; null at the end of the way. */
export function stepInLine(ids: readonly string[], id: string, step: -1 | 1): Move | null {
  const to = ids.indexOf(id) + step
  if (to < 0 || to >= ids.length) return null
  return { id, before: ids[step === -1 ? to : to + 1] ?? null, place: to + 1 }
}

/** Before another one, or with null to the end; null when that is where it stands. */
export function moveBefore(ids: readonly string[], id: string, before: string | null): Move | null {
  if (before === id) return null
  const others = ids.filter((other) => other !== id)
  const index = before === null ? others.length : others.indexOf(before)
  return index === -1 || index === ids.indexOf(id) ? null : { id, before, place: index + 1 }
}

/** The places as they will be after a move: the turns stay as they are, and are spent on other things. */
export function placesAfter(rows: readonly InLine[], { id, place }: Move): Map<string, number | null> {
  const ids = rows.map((row) => row.id).filter((other) => other !== id)
  ids.splice(place - 1, 0, id)
  return new Map(ids.map((other, index) => [other, rows[index]?.queue?.position ?? null]))
}
