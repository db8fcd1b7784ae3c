import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runProcess } from './run-process.ts'
import {
  emptyTally,
  type PlaywrightReport,
  type Tally,
  tallyPlaywright,
  tallyVitest,
  type VitestReport,
} from './tally.ts'
import type { Runner } from './test-runners.ts'

/** What the machine offers. */
export interface Offer {
  chromium: Provision
  nginx: Provision
  postgres: Provision
}

/** A value for the environment of the tests; or the reason why there is none, or why what is there does not work. */
export type Provision = { value: string } | { missing: string } | { broken: string }

export interface RunTests {
  offer: Offer
  /** For the reports. */
  directory: string
  env: Record<string, string>
  signal: AbortSignal
}

export interface RunnerResult {
  runner: Runner
  tally: Tally
  /** What is wrong beside failed tests, for a person. */
  problem?: string | undefined
  seconds: number
}

const defaultTimeoutMs = 35 * 60_000

/** Runs one runner to its end and counts; never throws. */
export async function runTests(runner: Runner, options: RunTests): Promise<RunnerResult> {
  const started = performance.now()
  const outcome = await runAndCount(runner, options)
  return { runner, ...outcome, seconds: (performance.now() - started) / 1000 }
}

type Outcome = Pick<RunnerResult, 'tally' | 'problem'>

async function runAndCount(runner: Runner, { offer, directory, env, signal }: RunTests): Promise<Outcome> {
  for (const provision of runner.needs.map((need) => offer[need])) {
    if ('broken' in provision) return failed(provision.broken)
    if ('missing' in provision) return skipped(`the whole suite: ${provision.missing}`)
  }
  if (runner.config !== undefined && !existsSync(runner.config)) return failed(`${runner.config} is missing`)

  const reportPath = join(directory, `${runner.name}.json`)
  const { end } = await runProcess({
    command: runner.command,
    args: [...runner.args, ...reporterArguments(runner, reportPath)],
    env: { ...env, ...runner.env, PLAYWRIGHT_JSON_OUTPUT_FILE: reportPath },
    timeoutMs: runner.timeoutMs ?? defaultTimeoutMs,
    signal,
  })
  const problem = end.kind === 'failed' ? end.reason : end.code === 0 ? undefined : `exit code ${end.code}`
  if (runner.report === 'exit code') return problem === undefined ? { tally: emptyTally } : failed(problem)

  const tally = readReport(runner, reportPath)
  if (!tally) return failed(`left no report${problem === undefined ? '' : `, ${problem}`}`)
  if (tally.passed + tally.failed + tally.skipped === 0) return failed('ran no test')
  // An exit code that no test explains: an unhandled rejection, a crash in tear-down, a time limit.
  const isExplained = end.kind === 'exited' && (tally.failed > 0 || end.code === 0)
  if (!isExplained) return { tally: { ...tally, failed: tally.failed + 1 }, problem }
  return { tally }
}

function skipped(name: string): Outcome {
  return { tally: { ...emptyTally, skipped: 1, skippedNames: [name] } }
}

function failed(problem: string): Outcome {
  return { tally: { ...emptyTally, failed: 1 }, problem }
}

function reporterArguments({ report }: Runner, path: string): string[] {
  switch (report) {
    case 'vitest':
      return ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`]
    case 'playwright':
      return ['--reporter=line,json']
    case 'exit code':
      return []
  }
}

function readReport({ report }: Runner, path: string): Tally | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return report === 'vitest' ? tallyVitest(content as VitestReport) : tallyPlaywright(content as PlaywrightReport)
  } catch {
    return undefined // it ended before it wrote one
  }
}
