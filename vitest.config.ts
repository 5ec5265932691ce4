import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
const conditions = ['@aclift/source', ...defaultServerConditions];
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // Only a hang may fail a test: properties over whole migrations take their time on a busy machine.
    testTimeout: 300_000,
    // Each worker loads the sources once and keeps them for all its files: no test leaves anything behind in a module.
    isolate: false,
    setupFiles: ['vitest.setup.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{packages,apps}/*/src/**/*.test.ts', 'scripts/*.test.mjs'],
        },
      },
    ],
    reporters: ['default', ['json', { outputFile: 'reports/unit.json' }]],
  },
});
