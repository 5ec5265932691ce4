// Puts the built web app into the command line's package, which serves it (aclift review).
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const to = join(root, 'apps/cli/dist/web');
rmSync(to, { recursive: true, force: true });
cpSync(join(root, 'apps/web/dist'), to, {
  recursive: true,
  filter: (path) => !path.endsWith('.vite'),
});
