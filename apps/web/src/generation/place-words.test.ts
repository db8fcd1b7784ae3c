import { expect, test } from 'vitest'
import { generationDe } from './generation.de.ts'
import { generationEn } from './generation.en.ts'
import { type PlaceToTell, placeDetail, placeWords } from './place-words.ts'

const at = '2026-01-01T00:00:00Z'
const place: PlaceToTell = { position: 3, ahead: 2, etaMs: 41_200, reason: 'MODEL_CAP', running: 2, cap: 2, at }
const held: PlaceToTell = { ...place, position: null, ahead: null, running: null, cap: null }
const told = (change: Partial<PlaceToTell>, laterMs = 0) =>
  placeWords({ ...place, ...change }, Date.parse(at) + laterMs, generationEn)

test.each<[string, string]>([
  [told({}), '3rd in line, about 40 s'],
  [told({ etaMs: 9_400, position: 1 }), '1st in line, about 9 s'],
  [told({ etaMs: 100 }), '3rd in line, about 1 s'],
  [told({ etaMs: 725_000, reason: 'SLOTS' }), '3rd in line, about 12 min 00 s'],
  [told({ etaMs: null, reason: 'PROVIDER_CAP' }), '3rd in line'],
  [told({ reason: 'OWN_CAP', etaMs: null }), 'Waits: 2 of 2 of yours are running'],
  [told({ reason: 'OWN_CAP' }), 'Waits: 2 of 2 of yours are running, about 40 s'],
  [told({ reason: 'BREAKER', ahead: 0, etaMs: 5_000 }), 'The provider is failing, next try in 5 s'],
  [told({ reason: 'BREAKER', ahead: 0, etaMs: 5_000 }, 3_000), 'The provider is failing, next try in 2 s'],
  [told({ reason: 'PROVIDER_PAUSED', ahead: 0, etaMs: 5_000 }), 'The provider limits its rate, asked again in 5 s'],
  [told({ reason: 'PROVIDER_PAUSED', etaMs: 12_000 }), 'The provider limits its rate, 3rd in line, about 12 s'],
  [told({ reason: 'BREAKER', etaMs: 12_000 }), 'The provider is failing, 3rd in line, about 12 s'],
  [told({ reason: 'BREAKER', etaMs: null }), 'The provider is failing, a try is under way'],
  [told({ ...held, reason: 'APPROVAL' }), 'Waits for approval: a budget has no room for it'],
  [told({ ...held, reason: 'RETRY', etaMs: 3_000 }), 'Tried again in 3 s'],
  [told({ ...held, reason: 'RETRY', etaMs: 3_000 }, 2_900), 'Tried again in a moment'],
  [told({ ...held, reason: 'PARENT', etaMs: null }), 'Waits for the answer above'],
  [told({ reason: 'NO_WORKER' }), 'Waits for a worker: none is there for this provider'],
  [told({ reason: 'TURN', etaMs: 0 }), 'Starts in a moment'],
])('%s', (words, expected) => {
  expect(words).toBe(expected)
})

test('without the time at which it was told, nothing is counted down', () => {
  const { at: _, ...row } = { ...held, reason: 'RETRY' as const, etaMs: 3_000 }
  expect(placeWords(row, Date.now(), generationEn)).toBe('Tried again in 3 s')
})

test('the detail says which limit it is', () => {
  expect(placeDetail(place, generationEn)).toBe('2 of 2 of this model are running')
  expect(placeDetail({ ...place, reason: 'OWN_CAP' }, generationEn)).toBe('3rd in line')
  expect(placeDetail({ ...held, reason: 'RETRY' }, generationEn)).toBe('')
})

test('ordinals', () => {
  expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 103, 111].map(generationEn.ordinal).join(' ')).toBe(
    '1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 103rd 111th',
  )
})

test('the same in another language', () => {
  expect(placeWords(place, Date.parse(at), generationDe)).toBe('3. in der Schlange, etwa 40 s')
  expect(placeDetail(place, generationDe)).toBe('2 von 2 dieses Modells laufen')
})
