import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { include: ['src/**/*.test.ts'] },
  // As in packages/schema: one copy of graphql, the one that Node takes for Pothos.
  ssr: { resolve: { conditions: ['module-sync'] } },
})
