import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
const conditions = ['@aclift/source', ...defaultServerConditions];
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
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
