// A Chromium for the tests of the web app: one that is there, or Debian's by apt. Playwright downloads none.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The path of a Chromium; undefined, after saying so, when there is none and none can be installed. */
export function chromium() {
  const found = [process.env.CHROMIUM_PATH ?? '', ...PLACES].find((path) => existsSync(path));
  if (found !== undefined) return found;
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing chromium by apt (once) …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args) =>
      spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation');
  }
  if (existsSync(PLACES[0])) return PLACES[0];
  console.error(
    'The tests of the web app need Chromium: install it, or set CHROMIUM_PATH to where it is.',
  );
  return undefined;
}
