/** Something that is run by `npm test` and leaves a report that is counted. */
export interface Runner {
  /** As in `npm test -- <name>`. */
  name: string
  command: string
  args: readonly string[]
  env?: Record<string, string>
  /** Vitest's or Playwright's JSON; `exit code` is a check that has no tests to count: it can only fail. */
  report: 'vitest' | 'playwright' | 'exit code'
  /** Without one of these the whole runner is skipped, and says so. */
  needs: readonly ('chromium' | 'nginx' | 'postgres')[]
  /** Started for it where it can be had; without, its tests that need it say so themselves. */
  uses?: readonly 'postgres'[]
  /** Must exist: a runner whose configuration has gone would pass by running nothing. */
  config?: string
  /** Default 35 minutes: three times what the longest takes on two quiet cores. */
  timeoutMs?: number
  /** Only when named, or for `check` with `--check`. */
  isOptional?: boolean
}

const vitest = (...args: string[]) => ({ command: 'vitest', args: ['run', ...args], report: 'vitest' }) as const

/** In this order, one after another. */
export const runners: readonly Runner[] = [
  { name: 'check', command: 'node', args: ['scripts/check.ts'], report: 'exit code', needs: [], isOptional: true },
  { name: 'units', ...vitest(), config: 'vitest.config.ts', needs: [], uses: ['postgres'] },
  {
    name: 'contract',
    ...vitest('--root', 'test'),
    config: 'test/vitest.config.ts',
    env: { SLUICE_TEST_SUITE: 'contract' },
    needs: [],
  },
  {
    name: 'pglite',
    ...vitest('--root', 'test'),
    config: 'test/vitest.config.ts',
    env: { SLUICE_TEST_SUITE: 'behaviour', SLUICE_TEST_DATABASE: 'pglite' },
    needs: [],
  },
  {
    name: 'postgres',
    ...vitest('--root', 'test'),
    config: 'test/vitest.config.ts',
    env: { SLUICE_TEST_SUITE: 'behaviour', SLUICE_TEST_DATABASE: 'postgres' },
    needs: ['postgres'],
  },
  {
    name: 'nginx',
    ...vitest('--root', 'test'),
    config: 'test/vitest.config.ts',
    env: { SLUICE_TEST_SUITE: 'nginx', SLUICE_TEST_DATABASE: 'pglite' },
    needs: ['nginx'],
  },
  {
    name: 'browser',
    command: 'playwright',
    args: ['test', '-c', 'test/playwright.config.ts'],
    report: 'playwright',
    config: 'test/playwright.config.ts',
    needs: ['chromium'],
  },
]
