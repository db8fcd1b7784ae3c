import { defineConfig } from 'vitest/config'

/**
 * The tests that sit beside the code. A workspace with a Vite or Vitest configuration of its own is run with that.
 * What crosses packages is in `test/`, with its own configuration.
 */
export default defineConfig({
  test: {
    projects: ['prisma', 'packages/*', 'apps/*', 'scripts', 'bench'],
  },
})
