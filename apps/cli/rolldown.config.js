import { readFileSync } from 'node:fs';
import { defineConfig } from 'rolldown';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

export default defineConfig({
  input: { aclift: 'src/index.ts' },
  platform: 'node',
  resolve: { conditionNames: ['@aclift/source', 'import', 'node', 'default'] },
  transform: { define: { ACLIFT_VERSION: JSON.stringify(version) } },
  output: { dir: 'dist', format: 'esm', minify: true },
});
