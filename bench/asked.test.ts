import { expect, test } from 'vitest'
import { measurementsIn } from './asked.ts'

test('what is named is measured, and all short ones where nothing is', () => {
  expect(measurementsIn(['relay', 'reps=1'])).toEqual(['relay'])
  expect(measurementsIn([])).toContain('page')
  expect(() => measurementsIn(['relais'])).toThrow('no such measurement: relais')
})

test('options that nobody would read are refused', () => {
  expect(() => measurementsIn(['keys=S'])).toThrow('keys=S: claim-cost')
  expect(() => measurementsIn(['relay', 'page', 'keys=S'])).toThrow('keys=S: page would not read it')
})
