import { defineConfig } from 'vitest/config';

// Before any worker is started: they inherit it, whatever kind they are.
process.env.TZ = 'UTC';

export default defineConfig({
  test: {
    // On two cores as fast as threads or faster, half the memory, and a test that ends its process ends only its own.
    pool: 'forks',
    maxWorkers: 2,
    // Random sequences and real databases on a busy machine; a test that needs longer than this is hanging.
    testTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'quick',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          // A real browser and a real server per story: one story at a time on a small machine.
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
