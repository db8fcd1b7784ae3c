/** A generation in line, as a claim sees it. */
export interface Waiting {
  readonly id: string
  /** Whose turn it counts as. */
  readonly person: string
  readonly spaceId: string
  /** `provider:model`. */
  readonly model: string
  readonly provider: string
  /** Larger goes first, among one person's own. */
  readonly priority: number
  /** When it joined the line, in milliseconds. */
  readonly queuedAt: number
}

/** How many generations are running for one combination. */
export interface ActiveCount {
  readonly person: string
  readonly spaceId: string
  readonly model: string
  readonly provider: string
  readonly count: number
}

/** How many may run at once. */
export interface Caps {
  readonly person: number
  readonly space: number
  readonly model: (id: string) => number
  readonly provider: (name: string) => number
}

/** Whose turn it is. */
export interface Turn {
  readonly waiting: readonly Waiting[]
  readonly active: readonly ActiveCount[]
  readonly caps: Caps
  /** How many at most. */
  readonly ask: number
}

/**
 * Chooses who runs next: those come first whose person has least at work, then the oldest. One is taken if every cap
 * still has room; one that is not taken holds up nobody behind it.
 */
export function pick({ waiting, active, caps, ask }: Turn): Waiting[] {
  const room = makeRoom(active, caps)
  const taken: Waiting[] = []
  for (const { row } of inTurn(waiting, room.activeOf)) {
    if (taken.length >= ask) break
    if (room.take(row)) taken.push(row)
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
    .toSorted((a, b) => a.turn - b.turn || byAge(a.row, b.row))
}

function byAge(a: Waiting, b: Waiting): number {
  return a.queuedAt - b.queuedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

function byPriority(a: Waiting, b: Waiting): number {
  return b.priority - a.priority || byAge(a, b)
}

function makeRoom(active: readonly ActiveCount[], caps: Caps) {
  const counts = new Map<string, number>()
  const add = (key: string, count: number) => counts.set(key, (counts.get(key) ?? 0) + count)
  const keysOf = (row: Omit<ActiveCount, 'count'>): [key: string, cap: number][] => [
    [`person ${row.person}`, caps.person],
    [`space ${row.spaceId}`, caps.space],
    [`model ${row.model}`, caps.model(row.model)],
    [`provider ${row.provider}`, caps.provider(row.provider)],
  ]
  for (const row of active) for (const [key] of keysOf(row)) add(key, row.count)
  return {
    activeOf: (person: string) => counts.get(`person ${person}`) ?? 0,
    take(row: Waiting): boolean {
      const keys = keysOf(row)
      if (keys.some(([key, cap]) => (counts.get(key) ?? 0) >= cap)) return false
      for (const [key] of keys) add(key, 1)
      return true
    },
  }
}
