import { defaultServerConditions } from 'vite';
import { configDefaults, defineConfig } from 'vitest/config';
const conditions = ['@aclift/source', ...defaultServerConditions];
/**
 * What `npm run test:quick` leaves out: programs started as processes, damaged and oversized inputs, random estates, lists
 * and policies against a second opinion, and whole migrations of every sample. All of it is in `npm test`.
 */
const SLOW = [
  'apps/cli/src/{guarded-files,output-faults,program,unusual-files}.test.ts',
  'apps/cli/src/{extreme-inputs,nasty-names}.test.ts',
  'apps/cli/src/{connectivity,differential,dual-stack-laws,entry-judge,evaluator,laws,mutation-table}.test.ts',
  'apps/cli/src/{policy-diff,refine,replay-formats,selection,sentences,shape,suggest-review}.test.ts',
  'apps/cli/src/commands/{replay,verify}.test.ts',
  'apps/cli/src/{report-schema,rollout,scenario-flows}.test.ts',
  'packages/lists/src/{differences,hit-order,merges,reachability}.test.ts',
  'packages/{inventory/src/import,ios/src}/fuzz.test.ts',
];
const quick = process.env['ACLIFT_TESTS'] === 'quick';

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
          exclude: [...configDefaults.exclude, ...(quick ? SLOW : [])],
          include: ['{packages,apps}/*/src/**/*.test.ts', 'scripts/*.test.mjs'],
        },
      },
    ],
    reporters: ['default', ['json', { outputFile: 'reports/unit.json' }]],
  },
});
