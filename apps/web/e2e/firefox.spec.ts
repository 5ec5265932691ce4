/**
 * The page in Firefox, as Debian has it. Playwright drives only a Firefox that it patches, so this speaks WebDriver BiDi.
 * @see https://w3c.github.io/webdriver-bidi/
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, ROOT, test } from './site.ts';

const FIREFOX = [
  process.env['FIREFOX_PATH'] ?? '',
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
].find((path) => existsSync(path));

/** Starts Firefox and waits for the address at which it listens. */
async function started(child: ChildProcess): Promise<string> {
  return await new Promise((resolve, reject) => {
    let text = '';
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const found = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(text);
      if (found?.[1] !== undefined) resolve(`${found[1]}/session`);
    });
    child.on('exit', (code) => reject(new Error(`Firefox ended with ${code}: ${text}`)));
  });
}

interface Reply {
  readonly id?: number;
  readonly result?: unknown;
  readonly message?: string;
}

/** One command after the other. */
class Bidi {
  readonly #socket: WebSocket;
  #next = 1;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  static async open(address: string): Promise<Bidi> {
    const socket = new WebSocket(address);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', () => reject(new Error(`no answer at ${address}`)));
    });
    return new Bidi(socket);
  }

  async send(method: string, params: object): Promise<unknown> {
    const id = this.#next;
    this.#next += 1;
    return await new Promise((resolve, reject) => {
      const listen = ({ data }: MessageEvent<string>): void => {
        const reply = JSON.parse(data) as Reply;
        if (reply.id !== id) return;
        this.#socket.removeEventListener('message', listen);
        if (reply.result === undefined) reject(new Error(`${method}: ${reply.message}`));
        else resolve(reply.result);
      };
      this.#socket.addEventListener('message', listen);
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  close(): void {
    this.#socket.close();
  }
}

/** In the page: opens the sample, looks at every screen, and tells what stood there. */
const WALK = `(async () => {
  const errors = [];
  addEventListener('error', ({ message }) => errors.push(message));
  const until = async (what, found) => {
    for (let at = 0; at < 400; at += 1) {
      if (found()) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('never came: ' + what + '; ' + document.body.innerText.slice(0, 300));
  };
  const button = [...document.querySelectorAll('button')].find((one) => one.textContent.includes('Open the campus sample'));
  button.click();
  await until('the proof', () => [...document.querySelectorAll('h2')].some((one) => one.textContent.startsWith('Proven')));
  const screens = {};
  for (const link of document.querySelectorAll('nav[aria-label=Screens] a')) {
    const name = link.getAttribute('href');
    link.click();
    await until(name, () => link.getAttribute('aria-current') === 'page' && document.querySelector('main h1') !== null);
    screens[name.slice(2)] = document.querySelectorAll('main [role=alert]').length;
  }
  return JSON.stringify({ screens, errors });
})()`;

test('Firefox opens the one file, proves the sample and shows every screen', async () => {
  test.skip(
    FIREFOX === undefined,
    'No Firefox on this machine: install firefox-esr, or set FIREFOX_PATH to where it is.',
  );
  const profile = mkdtempSync(join(tmpdir(), 'aclift-firefox-'));
  const child = spawn(
    FIREFOX ?? '',
    ['--headless', '--no-remote', '--remote-debugging-port=0', '--profile', profile],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  try {
    const bidi = await Bidi.open(await started(child));
    await bidi.send('session.new', { capabilities: {} });
    const tree = (await bidi.send('browsingContext.getTree', {})) as {
      readonly contexts: readonly { readonly context: string }[];
    };
    const context = tree.contexts[0]?.context;
    const url = pathToFileURL(join(ROOT, 'apps/web/dist-one-file/aclift.html')).href;
    await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' });
    const answer = await bidi.send('script.evaluate', {
      expression: WALK,
      target: { context },
      awaitPromise: true,
    });
    bidi.close();
    const { result } = answer as { readonly result?: { readonly value?: string } };
    expect(result, JSON.stringify(answer)).toBeDefined();
    const told = JSON.parse(result?.value ?? '{}') as {
      readonly screens: Readonly<Record<string, number>>;
      readonly errors: readonly string[];
    };
    expect(told.errors).toEqual([]);
    expect(Object.keys(told.screens)).toHaveLength(11);
    expect(Object.values(told.screens).reduce((sum, alerts) => sum + alerts, 0)).toBe(0);
  } finally {
    const ended = new Promise((resolve) => child.on('exit', resolve));
    child.kill('SIGTERM');
    await ended;
    rmSync(profile, { recursive: true, force: true });
  }
});
