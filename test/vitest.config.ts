import { defineConfig } from 'vitest/config'

const { SLUICE_TEST_SUITE: suite = '*' } = process.env

// Behaviour is tested on real processes: each file starts a Sluice of its own, and two cores carry two of them at once.
export default defineConfig({
  test: {
    include: suite === 'contract' ? ['contract/**/*.test.ts'] : ['{behaviour,load,regression}/**/*.test.ts'],
    globalSetup: suite === 'contract' ? [] : ['support/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
