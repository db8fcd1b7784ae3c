import { describe, expect, test } from 'vitest'
import { addTallies, emptyTally, formatTally, tallyPlaywright, tallyVitest } from './tally.ts'

describe('tallyVitest', () => {
  test('counts tests, and names the skipped ones', () => {
    const assertionResults = ['passed', 'passed', 'failed', 'skipped', 'todo', 'pending'].map((status, index) => ({
      fullName: `test ${index}`,
      status,
    }))
    expect(tallyVitest({ testResults: [{ name: 'a.test.ts', status: 'failed', assertionResults }] })).toEqual({
      passed: 2,
      failed: 1,
      skipped: 3,
      skippedNames: ['test 3', 'test 4', 'test 5'],
      failedNames: ['a.test.ts: test 2'],
    })
  })

  test('a file that did not load is one failure', () => {
    const broken = { name: 'a.test.ts', status: 'failed', assertionResults: [] }
    expect(tallyVitest({ testResults: [broken] })).toEqual({ ...emptyTally, failed: 1, failedNames: ['a.test.ts'] })
  })
})

describe('tallyPlaywright', () => {
  const spec = (title: string, status: string, description?: string) => ({
    title,
    tests: [{ status, annotations: description === undefined ? [] : [{ type: 'skip', description }] }],
  })

  test('counts nested suites; a flaky test is a failure', () => {
    const suites = [
      { title: 'outer', specs: [spec('a', 'expected')], suites: [{ title: 'inner', specs: [spec('b', 'flaky')] }] },
      { title: 'other', specs: [spec('c', 'skipped', 'no camera'), spec('d', 'unexpected')] },
    ]
    expect(tallyPlaywright({ suites, errors: [] })).toEqual({
      passed: 1,
      failed: 2,
      skipped: 1,
      skippedNames: ['other > c: no camera'],
      failedNames: ['outer > inner > b', 'other > d'],
    })
  })

  test('an error outside of the tests is a failure', () => {
    expect(
      tallyPlaywright({ suites: [], errors: [{ message: '\u001b[31mno server\u001b[39m\n\n  at port 1' }] }),
    ).toEqual({
      ...emptyTally,
      failed: 1,
      failedNames: ['outside of the tests: no server | at port 1'],
    })
  })
})

test('tallies add up to one plain line', () => {
  const one = { passed: 1, failed: 2, skipped: 3, skippedNames: ['x'], failedNames: [] }
  expect(formatTally(addTallies(one, one))).toBe('2 passed, 4 failed, 6 skipped')
})
