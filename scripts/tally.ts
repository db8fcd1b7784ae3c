import { basename } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/** What one runner, or all of them, came to. */
export interface Tally {
  passed: number
  failed: number
  skipped: number
  /** A line for each skipped test or suite: its name, and the reason where there is one. */
  skippedNames: string[]
  /** The same for each failed one, with how its message begins. */
  failedNames: string[]
}

export const emptyTally: Tally = { passed: 0, failed: 0, skipped: 0, skippedNames: [], failedNames: [] }

export function addTallies(a: Tally, b: Tally): Tally {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    skippedNames: [...a.skippedNames, ...b.skippedNames],
    failedNames: [...a.failedNames, ...b.failedNames],
  }
}

/** The plain closing line. */
export function formatTally({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

/** The part of Vitest's JSON report that we read. */
export interface VitestReport {
  testResults: {
    name: string
    status: string
    message?: string
    assertionResults: { fullName: string; status: string; failureMessages?: string[] }[]
  }[]
}

/** Counts tests; a file that failed without a failed test in it (it did not load, a hook threw) counts as one. */
export function tallyVitest(report: VitestReport): Tally {
  const tally: Tally = { ...emptyTally, skippedNames: [], failedNames: [] }
  for (const file of report.testResults) {
    let failedHere = 0
    for (const test of file.assertionResults) {
      if (test.status === 'passed') tally.passed++
      else if (test.status === 'failed') {
        failedHere++
        tally.failedNames.push(named(`${basename(file.name)}: ${test.fullName}`, test.failureMessages?.[0]))
      } else {
        tally.skipped++
        tally.skippedNames.push(test.fullName)
      }
    }
    if (failedHere === 0 && file.status === 'failed') {
      failedHere = 1
      tally.failedNames.push(named(basename(file.name), file.message))
    }
    tally.failed += failedHere
  }
  return tally
}

interface PlaywrightSuite {
  title: string
  specs?: {
    title: string
    tests: {
      projectName?: string
      status: string
      annotations?: { type: string; description?: string }[]
      results?: { error?: { message?: string } }[]
    }[]
  }[]
  suites?: PlaywrightSuite[]
}

/** The part of Playwright's JSON report that we read. */
export interface PlaywrightReport {
  suites: PlaywrightSuite[]
  /** What went wrong outside of any test. */
  errors: { message?: string }[]
}

/** Counts tests; one that passed only when it was tried again is a failure, as is an error outside of the tests. */
export function tallyPlaywright(report: PlaywrightReport): Tally {
  return report.suites
    .map((suite) => tallySuite(suite, []))
    .reduce(addTallies, {
      ...emptyTally,
      failed: report.errors.length,
      failedNames: report.errors.map(({ message }) => named('outside of the tests', message)),
    })
}

function tallySuite(suite: PlaywrightSuite, above: readonly string[]): Tally {
  const path = [...above, suite.title]
  const tally: Tally = { ...emptyTally, skippedNames: [], failedNames: [] }
  for (const spec of suite.specs ?? []) {
    for (const test of spec.tests) {
      if (test.status === 'expected') tally.passed++
      else if (test.status === 'skipped') {
        const reason = test.annotations?.find(({ description }) => description !== undefined)?.description
        tally.skipped++
        tally.skippedNames.push([...path, spec.title].join(' > ') + (reason === undefined ? '' : `: ${reason}`))
      } else {
        tally.failed++
        tally.failedNames.push(named([...path, spec.title].join(' > '), test.results?.at(-1)?.error?.message))
      }
    }
  }
  return (suite.suites ?? []).map((inner) => tallySuite(inner, path)).reduce(addTallies, tally)
}

/** A test's name with the first lines of what went wrong. */
function named(name: string, message = ''): string {
  const lines = stripVTControlCharacters(message).split('\n')
  const said = lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 4)
    .join(' | ')
  return said === '' ? name : `${name}: ${said.slice(0, 400)}`
}
