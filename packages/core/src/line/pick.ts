import { type LineKeys, makeRoom, type RoomOptions } from './room.ts'

/** A generation in line, as a claim sees it. */
export interface Waiting extends LineKeys {
  readonly id: string
  /** Larger goes first, among one person's own. */
  readonly priority: number
  /** When it joined the line, in milliseconds. */
  readonly queuedAt: number
  /** When one of the person's own last ended, in milliseconds; 0 for never. */
  readonly servedAt: number
}

/** Whose turn it is. */
export interface Turn extends RoomOptions {
  readonly waiting: readonly Waiting[]
  /** How many at most. */
  readonly ask: number
}

/**
 * Chooses who runs next: those come first whose person has least at work, then who has waited longest: since they came, or
 * since one of theirs last ended. So with room for only one, people still take turns, and nobody is put off for ever by
 * others who keep coming. One is taken if every cap still has room; one that is not taken holds up nobody behind it.
 */
export function pick({ waiting, ask, ...options }: Turn): Waiting[] {
  const room = makeRoom(options)
  const taken: Waiting[] = []
  for (const { row } of inTurn(waiting, room.activeOf)) {
    if (taken.length >= ask) break
    // Whoever asks has the slots: those of a worker that was lost a moment ago are still counted as taken.
    const block = room.blockOf(row)
    if (block && block.reason !== 'SLOTS') continue
    room.take(row)
    taken.push(row)
  }
  return taken
}

function inTurn(waiting: readonly Waiting[], activeOf: (person: string) => number): { row: Waiting; turn: number }[] {
  const ofPerson = Map.groupBy(waiting, (row) => row.person)
  return [...ofPerson]
    .flatMap(([person, rows]) => {
      const before = activeOf(person)
      return rows.toSorted(byPriority).map((row, rank) => ({ row, turn: before + rank }))
    })
    .toSorted((a, b) => a.turn - b.turn || waitsSince(a.row) - waitsSince(b.row) || byAge(a.row, b.row))
}

function waitsSince({ queuedAt, servedAt }: Waiting): number {
  return Math.max(queuedAt, servedAt)
}

function byAge(a: Waiting, b: Waiting): number {
  return a.queuedAt - b.queuedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

function byPriority(a: Waiting, b: Waiting): number {
  return b.priority - a.priority || byAge(a, b)
}
