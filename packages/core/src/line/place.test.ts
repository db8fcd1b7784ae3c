import { describe, expect, test } from 'vitest'
import type { Lane } from './lanes.ts'
import type { ModelTimes } from './model-times.ts'
import { type LineReading, makePlaceOf, type Queued } from './place.ts'
import type { ProviderState } from './provider-state.ts'
import type { ActiveCount, Caps } from './room.ts'

const keys = { spaceId: 's', model: 'v:m', provider: 'v', priority: 0 }
const row: Queued = {
  ...keys,
  id: 'g',
  person: 'A',
  queuedAt: 100,
  hold: null,
  heldForMs: null,
  rank: 0,
  ownAhead: 0,
  promptSize: 0,
}
const lane = (person: string, count: number, more: Partial<Lane> = {}): Lane => ({
  ...keys,
  person,
  count,
  oldest: 0,
  oldestId: `${person}0`,
  newest: count - 1,
  ...more,
})
const active = (person: string, count: number, more: Partial<ActiveCount> = {}): ActiveCount => ({
  ...keys,
  isBackground: false,
  person,
  count,
  ...more,
})
const wide: Caps = { person: () => 9, space: () => 9, model: () => 9, provider: () => 9 }
const total = (samples: number, p50: number) => ({ samples, firstTokenMs: null, totalMs: { p50, p90: 9 * p50 } })
const timesOf = (all: [number, number], ...bySize: [number, number][]): ReadonlyMap<string, ModelTimes> =>
  new Map([['v:m', { all: total(...all), bySize: new Map(bySize.map((each, size) => [size, total(...each)])) }]])
const broken: ProviderState = {
  provider: 'v',
  failures: 10,
  openForMs: 4_000.4,
  isProbing: false,
  loweredCap: null,
  loweredAgoMs: 0,
  pausedForMs: null,
}

function place(reading: Partial<LineReading>, of: Partial<Queued> = {}) {
  const all: LineReading = {
    lanes: [],
    active: [],
    caps: wide,
    served: new Set(['v']),
    times: timesOf([50, 8_000]),
    ...reading,
  }
  return makePlaceOf(all)({ ...row, ...of })
}

test('those ahead are its own and the others of the same provider', () => {
  const lanes = [
    lane('A', 3),
    lane('B', 3),
    lane('C', 5, { provider: 'w', model: 'w:m' }),
    lane('D', 1, { model: 'v:n' }),
  ]
  expect(place({ lanes }, { rank: 2, ownAhead: 2 })).toMatchObject({ position: 7, ahead: 6 })
})

describe('the reason, and its numbers', () => {
  test.each<[string, Partial<LineReading>, object]>([
    ['nothing is in the way', {}, { reason: 'TURN', running: null, cap: null, etaMs: 0 }],
    [
      'own cap',
      { active: [active('A', 2)], caps: { ...wide, person: () => 2 } },
      { reason: 'OWN_CAP', running: 2, cap: 2 },
    ],
    [
      'space cap',
      { active: [active('B', 3)], caps: { ...wide, space: () => 3 } },
      { reason: 'SPACE_CAP', running: 3, cap: 3 },
    ],
    [
      'model cap',
      { active: [active('B', 1)], caps: { ...wide, model: () => 1 } },
      { reason: 'MODEL_CAP', running: 1, cap: 1 },
    ],
    [
      'provider cap',
      { active: [active('B', 4)], caps: { ...wide, provider: () => 4 } },
      { reason: 'PROVIDER_CAP', running: 4, cap: 4 },
    ],
    ['breaker', { states: [broken] }, { reason: 'BREAKER', running: 0, cap: 0, etaMs: 4_000 }],
    ['slots', { active: [active('B', 5)], slots: 5 }, { reason: 'SLOTS', running: 5, cap: 5 }],
    [
      'no worker, whatever else',
      { served: new Set(['w']), states: [broken] },
      { reason: 'NO_WORKER', running: null, cap: null, etaMs: null },
    ],
  ])('%s', (_, reading, expected) => {
    expect(place(reading)).toMatchObject({ position: 1, ahead: 0, ...expected })
  })

  test('background work waits for its half', () => {
    const lanes = [lane('B', 1), lane('B', 2, { priority: -1 }), lane('A', 2, { priority: -1 })]
    const reading = { lanes, active: [active('C', 5, { isBackground: true })] }
    const at = place(reading, { priority: -1, rank: 1, ownAhead: 1 })
    expect(at).toEqual({ position: 4, ahead: 3, reason: 'BACKGROUND_SHARE', running: 5, cap: 5, etaMs: 4_000 })
  })

  test.each<[string, Partial<Queued>, object]>([
    ['until its time', { hold: 'RETRY', heldForMs: 2_500.2 }, { reason: 'RETRY', etaMs: 2_500 }],
    ['from now on, when that is over', { hold: 'RETRY', heldForMs: -20 }, { reason: 'RETRY', etaMs: 0 }],
    ['nobody knows until when', { hold: 'PARENT' }, { reason: 'PARENT', etaMs: null }],
  ])('one that is held stands nowhere: %s', (_, of, expected) => {
    expect(place({}, of)).toEqual({ position: null, ahead: null, running: null, cap: null, ...expected })
  })
})

describe('the estimate', () => {
  const full = { active: [active('B', 2)], caps: { ...wide, model: () => 2 } }
  const eta = (reading: Partial<LineReading>, of?: Partial<Queued>) => place({ ...full, ...reading }, of).etaMs

  test('is half a turn, and a turn for each ahead that waits for the same limit', () => {
    expect(eta({})).toBe(2_000) // 8 s each, two at once: one ends every 4 s
    expect(eta({ lanes: [lane('B', 1), lane('C', 2)] })).toBe(6_000) // C's first; B has two at work already
    expect(eta({ lanes: [lane('C', 2)] }, { rank: 3 })).toBe(10_000)
  })

  test('leaves out who waits for another model, when the model is the limit', () => {
    const lanes = [lane('C', 1), lane('D', 1, { model: 'v:n' })]
    expect(place({ ...full, lanes })).toMatchObject({ ahead: 2, etaMs: 6_000 })
    expect(place({ ...full, lanes, caps: { ...wide, provider: () => 2 } })).toMatchObject({ ahead: 2, etaMs: 10_000 })
  })

  test.each<[string, number | null, ReadonlyMap<string, ModelTimes>]>([
    ['nothing was measured', null, new Map()],
    ['too little was', null, timesOf([4, 8_000], [4, 8_000])],
    ['enough of its own size was', 1_000, timesOf([50, 8_000], [5, 4_000])],
    ['enough was, but not of its own size', 2_000, timesOf([50, 8_000], [4, 4_000])],
  ])('when %s: %j', (_, expected, times) => {
    expect(eta({ times })).toBe(expected)
  })

  test('is unknown under a cap of 0, and while a probe is out', () => {
    expect(eta({ active: [], caps: { ...wide, model: () => 0 } })).toBeNull()
    expect(
      place({ states: [{ ...broken, openForMs: -1, isProbing: true }], active: [active('B', 1)] }).etaMs,
    ).toBeNull()
  })

  test('behind others at an open breaker is longer than until the probe', () => {
    const lanes = [lane('B', 1)]
    expect(place({ states: [broken], lanes }).etaMs).toBe(12_000)
    expect(place({ states: [broken], lanes, times: new Map() }).etaMs).toBe(4_000)
  })
})
