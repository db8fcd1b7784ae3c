import { configDefaults, defineConfig } from 'vitest/config'

const { SLUICE_TEST_SUITE: suite = '*', SLUICE_TEST_DATABASE: database = 'pglite' } = process.env

const isFull = process.env['SLUICE_TEST_FULL'] === '1'

const suites: Readonly<Record<string, string[]>> = {
  contract: ['contract/**/*.test.ts'],
  nginx: ['behaviour/**/*.nginx.test.ts'],
}

/**
 * About HTTP, the client and its CLI: they ask nothing of a database that others do not ask of PostgreSQL too. There they run in the full form alone, as each
 * starts two processes.
 */
const ofAnyDatabase = [
  'behaviour/{cli,client,client-activity,examples,graphql-over-http,graphql-sse-peer}.test.ts',
  'security/{cross-origin,graphiql-signed-in,malformed-requests}.test.ts',
]

// Behaviour is tested on real processes: each file starts a Sluice of its own, and two cores carry two of them at once.
export default defineConfig({
  test: {
    include: suites[suite] ?? ['{behaviour,security,load,regression}/**/*.test.ts'],
    // *.postgres.test.ts is about what only a PostgreSQL has: several processes, statements that can be counted. ssrf.test.ts opens no database.
    exclude: [
      ...configDefaults.exclude,
      ...(database === 'postgres' ? ['security/ssrf.test.ts'] : ['**/*.postgres.test.ts']),
      ...(database === 'postgres' && !isFull ? ofAnyDatabase : []),
      ...(suite === 'nginx' ? [] : ['**/*.nginx.test.ts']),
    ],
    globalSetup: suite === 'contract' ? [] : ['support/global-setup.ts'],
    // A start takes ten seconds where two files start at once on a slow machine, and some tests have five.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
})
