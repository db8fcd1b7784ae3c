import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { include: ['*.test.ts', 'src/**/*.test.ts'] },
  // Vite would take graphql's build for development, Node itself takes the other for Pothos; two copies do not go together.
  ssr: { resolve: { conditions: ['module-sync'] } },
})
