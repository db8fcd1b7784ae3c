import solid from 'vite-plugin-solid'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [solid({ hot: false })],
  ssr: { resolve: { conditions: ['browser'], externalConditions: ['browser'] } },
  test: {
    include: ['src/**/*.test.ts'],
    environment: 'node',
    pool: 'threads',
    server: { deps: { inline: [/solid-js/] } },
  },
})
