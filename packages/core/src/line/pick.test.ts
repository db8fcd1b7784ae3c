import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ActiveCount, type Caps, pick, type Waiting } from './pick.ts'

const name = (prefix: string) => fc.integer({ min: 0, max: 3 }).map((n) => `${prefix}${n}`)
const place = fc
  .record({ person: name('p'), spaceId: name('s'), provider: name('v'), model: name('m') })
  .map((row) => ({
    ...row,
    model: `${row.provider}:${row.model}`,
  }))
const waiting = fc
  .array(fc.tuple(place, fc.integer({ min: 0, max: 50 }), fc.integer({ min: -1, max: 1 })), { maxLength: 60 })
  .map((rows) => rows.map(([row, queuedAt, priority], n): Waiting => ({ ...row, id: `g${n}`, queuedAt, priority })))
const active = fc
  .array(fc.tuple(place, fc.integer({ min: 1, max: 3 })), { maxLength: 6 })
  .map((rows) => rows.map(([row, count]): ActiveCount => ({ ...row, count })))
const caps = fc.tuple(...([0, 1, 2, 3] as const).map(() => fc.integer({ min: 1, max: 8 }))).map(
  ([person = 1, space = 1, model = 1, provider = 1]): Caps => ({
    person,
    space,
    model: () => model,
    provider: () => provider,
  }),
)
const ask = fc.integer({ min: 1, max: 20 })

const dimensions = ['person', 'spaceId', 'model', 'provider'] as const
const capOf = (caps: Caps, dimension: (typeof dimensions)[number]) =>
  ({ person: caps.person, spaceId: caps.space, model: caps.model(''), provider: caps.provider('') })[dimension]

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

test('nobody waits whom a free slot and the caps would let run', () => {
  fc.assert(
    fc.property(waiting, active, caps, ask, (waiting, active, caps, ask) => {
      const taken = pick({ waiting, active, caps, ask })
      if (taken.length === ask) return
      for (const row of waiting.filter((row) => !taken.includes(row))) {
        const isFull = dimensions.some((d) => (countBy([...active, ...taken], d).get(row[d]) ?? 0) >= capOf(caps, d))
        expect(isFull).toBe(true)
      }
    }),
  )
})

test('one person with a thousand in line passes over nobody who comes with one', () => {
  const row = { spaceId: 's', provider: 'v', model: 'v:m', priority: 0 }
  const thousand = Array.from({ length: 1000 }, (_, n): Waiting => ({ ...row, id: `a${n}`, person: 'A', queuedAt: n }))
  const one: Waiting = { ...row, id: 'b', person: 'B', queuedAt: 5000 }
  const active = [{ ...row, person: 'A', count: 7 }]
  const caps: Caps = { person: 100, space: 100, model: () => 8, provider: () => 8 }
  expect(pick({ waiting: [...thousand, one], active, caps, ask: 50 })).toEqual([one])
})

test('priority orders only what one person has in line', () => {
  const row = { spaceId: 's', provider: 'v', model: 'v:m' }
  const slow: Waiting = { ...row, id: '1', person: 'A', queuedAt: 1, priority: 0 }
  const urgent: Waiting = { ...row, id: '2', person: 'A', queuedAt: 2, priority: 5 }
  const other: Waiting = { ...row, id: '3', person: 'B', queuedAt: 3, priority: 0 }
  const caps: Caps = { person: 9, space: 9, model: () => 9, provider: () => 9 }
  const order = pick({ waiting: [slow, other, urgent], active: [], caps, ask: 9 }).map(({ id }) => id)
  expect(order).toEqual(['2', '3', '1'])
})
