// How the tests are run: real files, a few workers, and a longer leash for the browser.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/support/quiet.ts'],
    globalSetup: ['tests/support/browser-notice.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A browser on a busy machine may take longer than a second to do what is waited for.
    expect: { poll: { timeout: 15_000 } },
  },
})
