import { expect, test } from 'vitest'
import { makeLoad } from './load.ts'
import type { Caps } from './room.ts'

const caps: Caps = {
  person: () => 1,
  space: () => 1,
  model: (id) => (id === 'v:a' ? 4 : Infinity),
  provider: (name) => (name === 'v' ? 6 : Infinity),
}
const row = { person: 'A', spaceId: 's', isBackground: false }
const active = [
  { ...row, provider: 'v', model: 'v:a', count: 1 },
  { ...row, provider: 'v', model: 'v:b', count: 3 },
]
const state = {
  provider: 'v',
  failures: 0,
  openForMs: null,
  isProbing: false,
  loweredCap: null,
  loweredAgoMs: 0,
  pausedForMs: null,
}

test('free is what the tighter of the two caps leaves', () => {
  const load = makeLoad({ active, caps })
  expect(load.provider('v')).toEqual({ running: 4, cap: 6, isBreakerOpen: false })
  expect(load.freeSlots({ id: 'v:a', provider: 'v' })).toBe(2)
  expect(makeLoad({ active: active.slice(0, 1), caps }).freeSlots({ id: 'v:a', provider: 'v' })).toBe(3)
  expect(load.provider('w')).toEqual({ running: 0, cap: null, isBreakerOpen: false })
  expect(load.freeSlots({ id: 'w:a', provider: 'w' })).toBeNull()
})

test('a lowered cap and an open breaker show', () => {
  const lowered = makeLoad({ active, caps, states: [{ ...state, loweredCap: 2 }] })
  expect(lowered.provider('v')).toEqual({ running: 4, cap: 2, isBreakerOpen: false })
  expect(lowered.freeSlots({ id: 'v:b', provider: 'v' })).toBe(0)
  const open = makeLoad({ active, caps, states: [{ ...state, failures: 10, openForMs: 5_000 }] })
  expect(open.provider('v')).toEqual({ running: 4, cap: 0, isBreakerOpen: true })
})
