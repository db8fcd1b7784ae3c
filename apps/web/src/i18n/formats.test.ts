import { expect, test } from 'vitest'
import { makeFormats } from './formats.ts'

/** Between a number and its currency stands a blank that does not break. */
const written = (text: string) => text.replaceAll(/\s/g, ' ')

test('numbers, money, dates and lists are written as the language writes them', () => {
  const english = makeFormats('en')
  const german = makeFormats('de')
  expect([english.number(4_096.5), german.number(4_096.5)]).toEqual(['4,096.5', '4.096,5'])
  expect([english.dollars(4.1), german.dollars(4.1)].map(written)).toEqual(['$4.10', '4,10 $'])
  expect([english.dollars(0.000_415), german.dollars(0.000_415)].map(written)).toEqual(['$0.00042', '0,00042 $'])
  expect([english, german].map(({ exactDollars }) => written(exactDollars('0.000415')))).toEqual([
    '$0.000415',
    '0,000415 $',
  ])
  expect([english, german].map(({ day }) => day('2026-03-01T12:00:00Z'))).toEqual(['Mar 1, 2026', '1. März 2026'])
  expect([english, german].map(({ list }) => list(['Ann', 'Ben', 'Cy']))).toEqual([
    'Ann, Ben, and Cy',
    'Ann, Ben und Cy',
  ])
})
