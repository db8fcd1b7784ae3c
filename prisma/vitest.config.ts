import { defineConfig } from 'vitest/config'

// The first open of a PGlite takes 3 s on two quiet cores.
export default defineConfig({
  test: { include: ['*.test.ts', 'src/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
})
