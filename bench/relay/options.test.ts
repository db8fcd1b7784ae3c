import { expect, test } from 'vitest'
import { numberOf, numbersOf, readOptions } from './options.ts'

const defaults = { keys: 'S', reps: '3', replicas: '1,2' }

test('what is given stands over the defaults, and what nobody reads is refused', () => {
  expect(readOptions(defaults, ['relay', 'keys=P1=P2', 'reps=1'])).toEqual({
    keys: 'P1=P2',
    reps: '1',
    replicas: '1,2',
  })
  expect(() => readOptions(defaults, ['rep=1'])).toThrow('no such option: rep; there are keys, reps, replicas')
  expect(() => readOptions(defaults, ['toString=1'])).toThrow('no such option: toString')
})

test('an option that should be a number is one', () => {
  expect(numberOf({ dur: '0.5' }, 'dur')).toBe(0.5)
  expect(numbersOf(defaults, 'replicas')).toEqual([1, 2])
  for (const dur of ['', 'ten', '10s', '-1', '1,2'])
    expect(() => numberOf({ dur }, 'dur')).toThrow(`dur=${dur}: not a number`)
  expect(() => numbersOf({ replicas: '1,' }, 'replicas')).toThrow('replicas=: not a number')
})
