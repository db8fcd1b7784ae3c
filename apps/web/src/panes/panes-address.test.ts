import { expect, test } from 'vitest'
import { addressOfPanes, mostPanes, panesOf, withoutPane, withPane } from './panes-address.ts'

const parsed = (address: string) => new URL(address, 'http://sluice').searchParams.get('t') ?? undefined

test('an address keeps which threads stand where', () => {
  const ids = ['VGhyZWFkOjE=', 'VGhyZWFk+/2', 'c']
  expect(panesOf(parsed(addressOfPanes(ids)))).toEqual(ids)
  expect(addressOfPanes([])).toBe('/panes')
  expect(panesOf(undefined)).toEqual([])
  expect(panesOf('a,,b,a')).toEqual(['a', 'b'])
  expect(panesOf(['a', 'b'])).toEqual(['a', 'b'])
})

test('one more comes last, and the first gives way where there are too many', () => {
  const full = Array.from({ length: mostPanes }, (_, n) => `${n}`)
  expect(withPane(['a'], 'b')).toEqual(['a', 'b'])
  expect(withPane(['a', 'b'], 'a')).toEqual(['a', 'b'])
  expect(withPane(full, 'x')).toEqual([...full.slice(1), 'x'])
  expect(withoutPane(['a', 'b'], 'a')).toEqual(['b'])
})
