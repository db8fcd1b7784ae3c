import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Lane, makeLanes, type Ticket } from './lanes.ts'
import type { Waiting } from './pick.ts'

interface Line {
  readonly rows: readonly Waiting[]
  readonly active: ReadonlyMap<string, number>
}

/** Some people in line; `lanes` makes them wait for several models of two providers. */
const lineOf = ({ lanes = 1, priorities = 1 } = {}): fc.Arbitrary<Line> =>
  fc
    .record({
      rows: fc.array(
        fc.tuple(
          fc.integer({ min: 0, max: 3 }),
          fc.integer({ min: 0, max: lanes - 1 }),
          fc.integer({ min: 1 - priorities, max: 0 }),
          fc.integer({ min: 0, max: 40 }),
        ),
        { maxLength: 40 },
      ),
      active: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 4, maxLength: 4 }),
    })
    .map(({ rows, active }) => ({
      rows: rows.map(([person, lane, priority, queuedAt], n) => ({
        id: `g${String(n).padStart(2, '0')}`,
        person: `p${person}`,
        spaceId: 's',
        provider: `v${lane % 2}`,
        model: `v${lane % 2}:m${lane}`,
        priority,
        queuedAt,
        servedAt: 0,
      })),
      active: new Map(active.map((count, n) => [`p${n}`, count])),
    }))

const byAge = (a: Waiting, b: Waiting) => a.queuedAt - b.queuedAt || (a.id < b.id ? -1 : 1)
const inOrder = (rows: readonly Waiting[]) => rows.toSorted((a, b) => b.priority - a.priority || byAge(a, b))

/** Each row with its turn, and how many of its own go before it. */
function keyed({ rows, active }: Line) {
  return [...Map.groupBy(rows, ({ person }) => person)].flatMap(([person, own]) =>
    inOrder(own).map((row, rank) => ({ row, rank, turn: (active.get(person) ?? 0) + rank })),
  )
}

function lanesOf(rows: readonly Waiting[]): Lane[] {
  const groups = Map.groupBy(rows, ({ person, model, priority }) => `${person} ${model} ${priority}`)
  return [...groups.values()].flatMap((own) => {
    const [first, ...rest] = own.toSorted(byAge)
    if (!first) return []
    const { id, queuedAt, ...keys } = first
    return { ...keys, count: own.length, oldest: queuedAt, oldestId: id, newest: rest.at(-1)?.queuedAt ?? queuedAt }
  })
}

/** What is counted, beside what is so. */
function compare(line: Line, of: 'provider' | 'all') {
  const lanes = makeLanes(lanesOf(line.rows), (person) => line.active.get(person) ?? 0)
  const all = keyed(line)
  return all.map(({ row, rank, turn }) => {
    const fits = (other: { provider: string }) => of === 'all' || other.provider === row.provider
    const ticket: Ticket = { ...row, rank }
    const others = all.filter((other) => other.row.person !== row.person && fits(other.row))
    const before = others.filter((other) => other.turn < turn || (other.turn === turn && byAge(other.row, row) < 0))
    return { row, counted: lanes.othersBefore(ticket, fits), exact: before.length, people: 3 }
  })
}

test('where everyone waits with one, the count is exact, same moments too', () => {
  const few = lineOf().map(({ rows, active }) => ({
    active,
    rows: rows.filter((row, n) => rows.slice(0, n).filter(({ person }) => person === row.person).length < 1),
  }))
  fc.assert(
    fc.property(few, (line) => {
      for (const { counted, exact } of compare(line, 'provider')) expect(counted).toBe(exact)
    }),
  )
})

test('where nobody joins the line between two of another person, the count is exact', () => {
  const blocks = lineOf({ priorities: 2 }).map(({ rows, active }) => ({
    active,
    rows: rows.map((row) => ({ ...row, queuedAt: row.queuedAt + 100 * Number(row.person.slice(1)) })),
  }))
  fc.assert(
    fc.property(blocks, (line) => {
      for (const { counted, exact } of compare(line, 'provider')) expect(counted).toBe(exact)
    }),
  )
})

test('otherwise at most one of each other person is miscounted', () => {
  fc.assert(
    fc.property(lineOf({ priorities: 2 }), (line) => {
      for (const { counted, exact, people } of compare(line, 'provider')) {
        expect(Math.abs(counted - exact)).toBeLessThanOrEqual(people)
      }
    }),
  )
})

test('over all lanes together the same holds for people who wait in many', () => {
  fc.assert(
    fc.property(lineOf({ lanes: 4, priorities: 2 }), (line) => {
      for (const { counted, exact, people } of compare(line, 'all')) {
        expect(Math.abs(counted - exact)).toBeLessThanOrEqual(people)
      }
    }),
  )
})

test('what is counted is never less than nothing, nor more than there are', () => {
  fc.assert(
    fc.property(lineOf({ lanes: 4, priorities: 2 }), (line) => {
      for (const { row, counted } of compare(line, 'provider')) {
        const others = line.rows.filter(({ person, provider }) => person !== row.person && provider === row.provider)
        expect(counted).toBeGreaterThanOrEqual(0)
        expect(counted).toBeLessThanOrEqual(others.length)
      }
    }),
  )
})

test("one's own before it are shared out over lanes by their length", () => {
  const own = (model: string, count: number): Lane => ({
    person: 'p',
    spaceId: 's',
    provider: 'v',
    model,
    priority: 0,
    count,
    oldest: 0,
    oldestId: 'a',
    newest: 9,
  })
  const lanes = makeLanes([own('v:a', 6), own('v:b', 2)], () => 0)
  const ticket = { id: 'x', person: 'p', queuedAt: 5, rank: 4 }
  expect(lanes.ownBefore(ticket, () => true)).toBe(4)
  expect(lanes.ownBefore(ticket, ({ model }) => model === 'v:b')).toBe(1)
})
