import { readFileSync } from 'node:fs';
import { defineConfig } from 'rolldown';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

export default defineConfig({
  input: { aclift: 'src/index.ts' },
  platform: 'node',
  resolve: { conditionNames: ['@aclift/source', 'import', 'node', 'default'] },
  transform: { define: { ACLIFT_VERSION: JSON.stringify(version) } },
  // Each command is loaded when it is asked for.
  output: { dir: 'dist', format: 'esm', minify: true, chunkFileNames: 'chunks/[name].js' },
});
