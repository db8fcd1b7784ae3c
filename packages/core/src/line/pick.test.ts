import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pick, type Waiting } from './pick.ts'
import type { ProviderState } from './provider-state.ts'
import { type ActiveCount, type Caps, makeRoom } from './room.ts'

const name = (prefix: string) => fc.integer({ min: 0, max: 3 }).map((n) => `${prefix}${n}`)
const place = fc
  .record({ person: name('p'), spaceId: name('s'), provider: name('v'), model: name('m') })
  .map((row) => ({
    ...row,
    model: `${row.provider}:${row.model}`,
  }))
/** When one of theirs last ended: before, amid and after the times at which rows come. */
const servedAt: Readonly<Record<string, number>> = { p0: 0, p1: 10, p2: 30, p3: 60 }
const waiting = fc
  .array(fc.tuple(place, fc.integer({ min: 0, max: 50 }), fc.integer({ min: -1, max: 1 })), { maxLength: 60 })
  .map((rows) =>
    rows.map(
      ([row, queuedAt, priority], n): Waiting => ({
        ...row,
        id: `g${n}`,
        queuedAt,
        priority,
        servedAt: servedAt[row.person] ?? 0,
      }),
    ),
  )
const active = fc
  .array(fc.tuple(place, fc.integer({ min: 1, max: 3 }), fc.boolean()), { maxLength: 6 })
  .map((rows) => rows.map(([row, count, isBackground]): ActiveCount => ({ ...row, count, isBackground })))
const caps = fc.tuple(...([0, 1, 2, 3] as const).map(() => fc.integer({ min: 1, max: 8 }))).map(
  ([person = 1, space = 1, model = 1, provider = 1]): Caps => ({
    person: () => person,
    space: () => space,
    model: () => model,
    provider: () => provider,
  }),
)
const ask = fc.integer({ min: 1, max: 20 })

const wide: Caps = { person: () => 100, space: () => 100, model: () => 100, provider: () => 100 }

/** By something, then by age. */
function compare(a: Waiting, b: Waiting, by: (row: Waiting) => number): number {
  const waitsSince = (row: Waiting) => (a.person === b.person ? 0 : Math.max(row.queuedAt, row.servedAt))
  return (
    by(a) - by(b) ||
    waitsSince(a) - waitsSince(b) ||
    a.queuedAt - b.queuedAt ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  )
}

const dimensions = ['person', 'spaceId', 'model', 'provider'] as const
const capOf = (caps: Caps, dimension: (typeof dimensions)[number]) =>
  ({ person: caps.person(''), spaceId: caps.space(''), model: caps.model(''), provider: caps.provider('') })[dimension]
const isInBackground = (row: Waiting | ActiveCount) => ('count' in row ? row.isBackground : row.priority < 0)

function countBy(
  rows: readonly (Waiting | ActiveCount)[],
  dimension: (typeof dimensions)[number],
): Map<string, number> {
  const counts = new Map<string, number>()
  for (const row of rows)
    counts.set(row[dimension], (counts.get(row[dimension]) ?? 0) + ('count' in row ? row.count : 1))
  return counts
}

test('no cap is exceeded by what is taken', () => {
  fc.assert(
    fc.property(waiting, active, caps, ask, (waiting, active, caps, ask) => {
      const taken = pick({ waiting, active, caps, ask })
      expect(taken.length).toBeLessThanOrEqual(ask)
      expect(new Set(taken).size).toBe(taken.length)
      for (const dimension of dimensions) {
        const after = countBy([...active, ...taken], dimension)
        for (const key of countBy(taken, dimension).keys())
          expect(after.get(key)).toBeLessThanOrEqual(capOf(caps, dimension))
      }
    }),
  )
})

test('background work takes half of any cap at most, rounded up', () => {
  fc.assert(
    fc.property(waiting, active, caps, ask, (waiting, active, caps, ask) => {
      const taken = pick({ waiting, active, caps, ask, slots: 9 })
      const inBackground = taken.filter(isInBackground)
      if (inBackground.length === 0) return
      const all = [...active, ...taken].filter(isInBackground)
      for (const dimension of dimensions) {
        const after = countBy(all, dimension)
        for (const key of countBy(inBackground, dimension).keys())
          expect(after.get(key)).toBeLessThanOrEqual(Math.ceil(capOf(caps, dimension) / 2))
      }
      expect(
        countBy(
          all.map((row) => ({ ...row, person: 'all' })),
          'person',
        ).get('all'),
      ).toBeLessThanOrEqual(5)
    }),
  )
})

test('nobody waits whom a free slot and the caps would let run', () => {
  fc.assert(
    fc.property(waiting, active, caps, ask, (waiting, active, caps, ask) => {
      const taken = pick({ waiting, active, caps, ask })
      if (taken.length === ask) return
      for (const row of waiting.filter((row) => !taken.includes(row))) {
        const isFull = (rows: (Waiting | ActiveCount)[], share: number) =>
          dimensions.some((d) => (countBy(rows, d).get(row[d]) ?? 0) >= Math.ceil(capOf(caps, d) * share))
        const all = [...active, ...taken]
        expect(isFull(all, 1) || (isInBackground(row) && isFull(all.filter(isInBackground), 0.5))).toBe(true)
      }
    }),
  )
})

test('nobody is passed over: who is not taken is blocked, or stands behind all that are', () => {
  fc.assert(
    fc.property(waiting, active, caps, ask, (waiting, active, caps, ask) => {
      const taken = pick({ waiting, active, caps, ask })
      const runs = countBy(active, 'person')
      const turnOf = (row: Waiting) => {
        const own = waiting.filter(({ person }) => person === row.person)
        const before = own.filter((other) => compare(other, row, (r) => -r.priority) < 0).length
        return (runs.get(row.person) ?? 0) + before
      }
      const last = taken.map(turnOf).reduce((most, turn) => Math.max(most, turn), 0)
      for (const row of waiting.filter((row) => !taken.includes(row) && turnOf(row) < last)) {
        // Only a cap can have held it up, when its turn came.
        const room = makeRoom({ active, caps })
        const before = taken.filter((other) => turnOf(other) < turnOf(row) || compare(other, row, turnOf) < 0)
        for (const other of before) room.take(other)
        expect(room.blockOf(row)).not.toBeNull()
      }
    }),
  )
})

test('what is taken does not depend on the order in which the line is read', () => {
  fc.assert(
    fc.property(waiting, active, caps, ask, (waiting, active, caps, ask) => {
      const shuffled = waiting.toReversed()
      expect(pick({ waiting: shuffled, active, caps, ask })).toEqual(pick({ waiting, active, caps, ask }))
    }),
  )
})

test('an open breaker takes nothing, a half-open one takes one as a probe, and both hold up no other provider', () => {
  const row = { spaceId: 's', priority: 0, person: 'A', queuedAt: 1, servedAt: 0 }
  const broken = Array.from({ length: 3 }, (_, n) => ({ ...row, id: `b${n}`, provider: 'b', model: 'b:m' }))
  const well: Waiting = { ...row, id: 'w', provider: 'w', model: 'w:m', queuedAt: 9 }
  const state = { provider: 'b', failures: 10, isProbing: false, loweredCap: null, loweredAgoMs: 0, pausedForMs: null }
  const taken = (more: Pick<ProviderState, 'openForMs'> & Partial<ProviderState>) =>
    pick({ waiting: [...broken, well], active: [], caps: wide, ask: 9, states: [{ ...state, ...more }] }).map(
      ({ id }) => id,
    )
  expect(taken({ openForMs: 10 })).toEqual(['w'])
  expect(taken({ openForMs: 0 })).toEqual(['b0', 'w'])
  expect(taken({ openForMs: 0, isProbing: true })).toEqual(['w'])
  expect(taken({ openForMs: null, failures: 0 })).toHaveLength(4)
})

test('one person with a thousand in line passes over nobody who comes with one', () => {
  const row = { spaceId: 's', provider: 'v', model: 'v:m', priority: 0, servedAt: 0 }
  const thousand = Array.from({ length: 1000 }, (_, n): Waiting => ({ ...row, id: `a${n}`, person: 'A', queuedAt: n }))
  const one: Waiting = { ...row, id: 'b', person: 'B', queuedAt: 5000 }
  const active = [{ ...row, person: 'A', count: 7, isBackground: false }]
  const caps: Caps = { ...wide, model: () => 8, provider: () => 8 }
  expect(pick({ waiting: [...thousand, one], active, caps, ask: 50 })).toEqual([one])
})

test('priority orders only what one person has in line', () => {
  const row = { spaceId: 's', provider: 'v', model: 'v:m', servedAt: 0 }
  const slow: Waiting = { ...row, id: '1', person: 'A', queuedAt: 1, priority: 0 }
  const urgent: Waiting = { ...row, id: '2', person: 'A', queuedAt: 2, priority: 5 }
  const other: Waiting = { ...row, id: '3', person: 'B', queuedAt: 3, priority: 0 }
  const order = pick({ waiting: [slow, other, urgent], active: [], caps: wide, ask: 9 }).map(({ id }) => id)
  expect(order).toEqual(['2', '3', '1'])
})

test('with room for one, people take turns: who was served last waits, and newcomers put nobody off for ever', () => {
  const row = { spaceId: 's', provider: 'v', model: 'v:m', priority: 0 }
  const of = (person: string, queuedAt: number, servedAt: number): Waiting => ({
    ...row,
    id: `${person}${queuedAt}`,
    person,
    queuedAt,
    servedAt,
  })
  const next = (...waiting: Waiting[]) => pick({ waiting, active: [], caps: wide, ask: 1 })[0]?.person
  expect(next(of('A', 1, 100), of('A', 2, 100), of('B', 50, 0))).toBe('B') // A's last has just ended, B came before that
  expect(next(of('A', 2, 100), of('B', 50, 120))).toBe('A')
  expect(next(of('A', 2, 100), of('C', 101, 0))).toBe('A') // C came after A's last had ended
})
