// Browsers for the tests of the web app: those that are there, or Debian's by apt. Playwright downloads none.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const FIREFOXES = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
];

/** The path of a Chromium; undefined, after saying so, when there is none and none can be installed. */
export function chromium() {
  const found = browser('CHROMIUM_PATH', PLACES, ['chromium', 'fonts-liberation']);
  if (found === undefined) {
    console.error(
      'The tests of the web app need Chromium: install it, or set CHROMIUM_PATH to where it is.',
    );
  }
  return found;
}

/** The path of a Firefox; undefined, after saying so, when there is none and none can be installed: its tests are skipped. */
export function firefox() {
  const found = browser('FIREFOX_PATH', FIREFOXES, ['firefox-esr']);
  if (found === undefined) {
    console.warn('No Firefox: its tests are skipped. Install it, or set FIREFOX_PATH.');
  }
  return found;
}

/** One that is there, or Debian's. */
function browser(variable, places, packages) {
  const there = () => [process.env[variable] ?? '', ...places].find((path) => existsSync(path));
  const found = there();
  if (found !== undefined) return found;
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log(`Installing ${packages[0]} by apt (once) …`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args) =>
      spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
  }
  return there();
}
