/** What one runner, or all of them, came to. */
export interface Tally {
  passed: number
  failed: number
  skipped: number
  /** A line for each skipped test or suite: its name, and the reason where there is one. */
  skippedNames: string[]
}

export const emptyTally: Tally = { passed: 0, failed: 0, skipped: 0, skippedNames: [] }

export function addTallies(a: Tally, b: Tally): Tally {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    skippedNames: [...a.skippedNames, ...b.skippedNames],
  }
}

/** The plain closing line. */
export function formatTally({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

/** The part of Vitest's JSON report that we read. */
export interface VitestReport {
  testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[]
}

/** Counts tests; a file that failed without a failed test in it (it did not load, a hook threw) counts as one. */
export function tallyVitest(report: VitestReport): Tally {
  const tally: Tally = { ...emptyTally, skippedNames: [] }
  for (const file of report.testResults) {
    let failedHere = 0
    for (const test of file.assertionResults) {
      if (test.status === 'passed') tally.passed++
      else if (test.status === 'failed') failedHere++
      else {
        tally.skipped++
        tally.skippedNames.push(test.fullName)
      }
    }
    if (failedHere === 0 && file.status === 'failed') failedHere = 1
    tally.failed += failedHere
  }
  return tally
}

interface PlaywrightSuite {
  title: string
  specs?: {
    title: string
    tests: { projectName?: string; status: string; annotations?: { type: string; description?: string }[] }[]
  }[]
  suites?: PlaywrightSuite[]
}

/** The part of Playwright's JSON report that we read. */
export interface PlaywrightReport {
  suites: PlaywrightSuite[]
  /** What went wrong outside of any test. */
  errors: unknown[]
}

/** Counts tests; one that passed only when it was tried again is a failure, as is an error outside of the tests. */
export function tallyPlaywright(report: PlaywrightReport): Tally {
  return report.suites
    .map((suite) => tallySuite(suite, []))
    .reduce(addTallies, { ...emptyTally, failed: report.errors.length })
}

function tallySuite(suite: PlaywrightSuite, above: readonly string[]): Tally {
  const path = [...above, suite.title]
  const tally: Tally = { ...emptyTally, skippedNames: [] }
  for (const spec of suite.specs ?? []) {
    for (const test of spec.tests) {
      if (test.status === 'expected') tally.passed++
      else if (test.status === 'skipped') {
        const reason = test.annotations?.find(({ description }) => description !== undefined)?.description
        tally.skipped++
        tally.skippedNames.push([...path, spec.title].join(' > ') + (reason === undefined ? '' : `: ${reason}`))
      } else tally.failed++
    }
  }
  return (suite.suites ?? []).map((inner) => tallySuite(inner, path)).reduce(addTallies, tally)
}
