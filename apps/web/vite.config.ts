import { readFile } from 'node:fs/promises';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

/** The sample: files of the campus scenario as texts, `virtual:campus/FILE`, so that there is no copy of them. */
function campus(): Plugin {
  const prefix = 'virtual:campus/';
  return {
    name: 'campus',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load: async (id) => {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      const file = new URL(
        `../../fixtures/scenarios/campus/${id.slice(prefix.length + 1)}`,
        import.meta.url,
      );
      return `export default ${JSON.stringify(await readFile(file, 'utf8'))}`;
    },
  };
}

export default defineConfig({
  // Any static host, in any folder.
  base: './',
  plugins: [react(), campus()],
  resolve: { conditions: ['@aclift/source', ...defaultClientConditions] },
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    manifest: true,
    modulePreload: { polyfill: false },
    // The page may load nothing but files of its own: no data URLs for fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
  },
  server: { host: '127.0.0.1', port: 4173, strictPort: true },
  preview: { host: '127.0.0.1', port: 4173, strictPort: true },
});
