// npm run web: builds the web app and serves it on loopback.
import { run, runQuietly } from './run.mjs';

const built = runQuietly('turbo', [
  'run',
  'build',
  '--filter=@aclift/web',
  '--output-logs=errors-only',
]);
process.exitCode = built === 0 ? run('vite', ['preview', 'apps/web']) : built;
