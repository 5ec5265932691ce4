import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig, type Plugin } from 'vite';
import common from './vite.config.ts';

/** The whole page in one file that opens from a disk: `dist-one-file/aclift.html`. */
export default defineConfig(
  mergeConfig(common, {
    plugins: [workerInside(), oneFile()],
    // Browsers start no module from a blob of a page that has no origin.
    worker: { format: 'iife' },
    build: {
      outDir: 'dist-one-file',
      manifest: false,
      modulePreload: false,
      // Fonts and pictures become data URLs.
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      cssCodeSplit: false,
      chunkSizeWarningLimit: 10_000,
      copyPublicDir: false,
      rolldownOptions: { output: { codeSplitting: false } },
    },
  }),
);

function workerInside(): Plugin {
  return {
    name: 'worker-inside',
    enforce: 'pre',
    resolveId(id) {
      return id.endsWith('/make-worker.ts')
        ? fileURLToPath(new URL('src/engine/make-worker-inside.ts', import.meta.url))
        : null;
    },
  };
}

/** Puts script and styles into the page. Its policy names the script by its hash and lets it talk to nobody. */
function oneFile(): Plugin {
  return {
    name: 'one-file',
    enforce: 'post',
    // After what Vite itself puts into the code at the end.
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const files = Object.values(bundle);
        const page = files.find(({ fileName }) => fileName.endsWith('.html'));
        const script = files.find((file) => file.type === 'chunk' && file.isEntry);
        const styles = files.filter(({ fileName }) => fileName.endsWith('.css'));
        if (page?.type !== 'asset' || script?.type !== 'chunk')
          throw new Error('no page or script');
        // What would end the element would end the script.
        const code = script.code.replaceAll('</script', String.raw`<\/script`);
        const css = styles
          .map((file) => (file.type === 'asset' ? String(file.source) : ''))
          .join('\n');
        const hash = createHash('sha256').update(code).digest('base64');
        const policy = [
          "default-src 'none'",
          `script-src 'sha256-${hash}'`,
          "style-src 'unsafe-inline'",
          'img-src data:',
          'font-src data:',
          'worker-src blob: data:',
          "connect-src 'none'",
          "base-uri 'none'",
          "form-action 'none'",
        ].join('; ');
        const html = String(page.source)
          .replace(/\s*<link rel="(?:icon|stylesheet|modulepreload)"[^>]*>/g, '')
          .replace(/<script type="module"[^>]*><\/script>/, '')
          .replace(/(http-equiv="Content-Security-Policy"\s+content=)"[^"]*"/, `$1"${policy}"`)
          .replace('</head>', () => `<style>${css}</style>\n  </head>`)
          .replace('</body>', () => `<script type="module">${code}</script>\n  </body>`);
        for (const name of Object.keys(bundle)) delete bundle[name];
        this.emitFile({ type: 'asset', fileName: 'aclift.html', source: html });
      },
    },
  };
}
