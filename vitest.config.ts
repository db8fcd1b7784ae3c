import { defineConfig } from 'vitest/config'

/**
 * The tests that sit beside the code. Each workspace has a Vitest configuration of its own; `scripts` and `bench` need none.
 * What crosses packages is in `test/`, and is run by itself.
 */
export default defineConfig({
  test: {
    projects: ['prisma', 'packages/*', 'apps/*', 'scripts', 'bench'],
  },
})
