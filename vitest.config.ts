import { defineConfig } from 'vitest/config'

// The suite runs in UTC; tests/zone.test.ts runs it a second time in another zone (design §5, Time).
export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/scratch.ts'],
    env: { TZ: process.env.TZ ?? 'UTC' },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
