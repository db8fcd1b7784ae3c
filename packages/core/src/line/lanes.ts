import type { LineKeys } from './room.ts'

/** What one person has in line for one model in one space, with one priority. */
export interface Lane extends LineKeys {
  readonly priority: number
  readonly count: number
  /** The ticket of the first, in milliseconds, or when one of the person's own last ended if that was later; and its id, which counts only against one who joined at that very moment. */
  readonly oldest: number
  readonly oldestId: string
  /** The ticket of the last. */
  readonly newest: number
}

/** A generation in line, as far as its turn goes. */
export interface Ticket {
  readonly id: string
  readonly person: string
  /** When it joined the line, in milliseconds, or when one of the person's own last ended if that was later. */
  readonly queuedAt: number
  /** How many of the person's own go before it. */
  readonly rank: number
}

/** Lanes of one person and one priority: whatever goes before or after them goes before or after them all. */
interface Class {
  readonly lanes: readonly Lane[]
  readonly count: number
  readonly oldest: Lane
  readonly newest: number
}

/** The line, as counts. */
export interface Lanes {
  /** How many of those lanes that fit have a smaller key, its own person's left out. */
  othersBefore(ticket: Ticket, fits: (lane: Lane) => boolean): number
  /** How many of its own person's go before it in those lanes that fit. */
  ownBefore(ticket: Ticket, fits: (lane: Lane) => boolean): number
}

/**
 * Counts who goes before whom, by the key of `pick`: the person's active ones + rank within the person, then the ticket,
 * then the id. Of every other person it is known how many turns come before: those are counted, and the one of the same
 * turn if its ticket is older. That is exact as long as tickets are known, which are each lane's first and last: of one in
 * between the ticket is taken to lie evenly between them, and so at most one per person is miscounted. Where only some of
 * a person's lanes fit, and the turns that come before are not all of them, they are shared out by the lengths of the lanes.
 *
 * Grows with the number of people in line, not with the line.
 */
export function makeLanes(lanes: readonly Lane[], activeOf: (person: string) => number): Lanes {
  const people = new Map(
    [...Map.groupBy(lanes, ({ person }) => person)].map(([person, own]) => [person, toClasses(own)]),
  )
  return {
    othersBefore(ticket, fits) {
      const turn = activeOf(ticket.person) + ticket.rank
      let before = 0
      for (const [person, classes] of people) {
        const turns = turn - activeOf(person)
        if (person === ticket.person || turns < 0) continue
        before += among(classes, isBefore(classes, turns, ticket) ? turns + 1 : turns, fits)
      }
      return before
    },
    ownBefore: ({ person, rank }, fits) => among(people.get(person) ?? [], rank, fits),
  }
}

/** In the order in which they go. */
function toClasses(own: readonly Lane[]): Class[] {
  return [...Map.groupBy(own, ({ priority }) => priority)]
    .toSorted(([a], [b]) => b - a)
    .map(([, lanes]) => ({
      lanes,
      count: lanes.reduce((sum, { count }) => sum + count, 0),
      oldest: lanes.reduce((first, lane) => (goesBefore(lane, first) ? lane : first)),
      newest: Math.max(...lanes.map(({ newest }) => newest)),
    }))
}

function goesBefore(a: Lane, b: Lane): boolean {
  return a.oldest < b.oldest || (a.oldest === b.oldest && a.oldestId < b.oldestId)
}

/** Whether the one at this rank, if there is one, has the older ticket. */
function isBefore(classes: readonly Class[], rank: number, ticket: Ticket): boolean {
  let at = rank
  for (const { count, oldest, newest } of classes) {
    if (at >= count) {
      at -= count
      continue
    }
    if (at === 0 && oldest.oldest === ticket.queuedAt) return oldest.oldestId < ticket.id
    const theirs = at === 0 ? oldest.oldest : oldest.oldest + ((newest - oldest.oldest) * at) / (count - 1)
    return theirs < ticket.queuedAt
  }
  return false
}

/** How many of the first so many stand in lanes that fit. */
function among(classes: readonly Class[], first: number, fits: (lane: Lane) => boolean): number {
  let left = first
  let found = 0
  for (const { lanes, count } of classes) {
    if (left <= 0) break
    const fitting = lanes.reduce((sum, lane) => (fits(lane) ? sum + lane.count : sum), 0)
    found += left >= count ? fitting : Math.round((left * fitting) / count)
    left -= count
  }
  return found
}
