import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], exclude: string[] = [], timeoutMs = 60_000) => ({
  test: { name, include, exclude, testTimeout: timeoutMs, hookTimeout: timeoutMs },
});

export default defineConfig({
  test: {
    projects: [
      project('layers', ['test/layers.test.ts', 'test/architecture/**/*.test.ts']),
      project(
        'unit',
        ['sim/**/*.test.ts', 'src/**/*.test.ts', 'test/*.test.ts'],
        ['test/layers.test.ts', 'test/lessons.test.ts'],
      ),
      project('conformance', ['test/conformance/**/*.test.ts'], [], 120_000),
      project('clients', ['test/clients/**/*.test.ts'], [], 120_000),
      project('contract', ['test/contract/*.test.ts'], [], 180_000),
      project('recorded', ['test/contract/recorded/**/*.test.ts'], [], 400_000),
      project('lessons', ['lessons/**/*.test.ts', 'test/lessons.test.ts'], [], 180_000),
      // A page does what it is asked a little later, on a busy machine much later.
      {
        test: {
          ...project('e2e', ['test/e2e/**/*.test.ts'], [], 240_000).test,
          expect: { poll: { timeout: 60_000 } },
        },
      },
    ],
  },
});
