/** The server as a browser meets it, and as those meet it who should not: real requests on loopback. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { InputError } from '../input.ts';
import type { PageFiles } from './page-files.ts';
import { openFolder, readFolder } from './project-folder.ts';
import { reviewServer } from './server.ts';

const PAGE: PageFiles = new Map([
  ['/index.html', { bytes: new TextEncoder().encode('<p>page</p>'), type: 'text/html' }],
]);

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

let folder = '';
let port = 0;
let token = '';
let close = (): void => undefined;

async function open(): Promise<void> {
  const made = reviewServer(await openFolder(folder), PAGE, () => port);
  ({ token } = made);
  await new Promise<void>((resolve) => {
    const server = serve(
      { fetch: made.app.fetch, hostname: '127.0.0.1', port: 0 },
      (info: AddressInfo) => {
        ({ port } = info);
        resolve();
      },
    );
    close = () => void server.close();
  });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aclift-review-'));
  writeFileSync(join(folder, 'r1.cfg'), 'hostname r1\n');
  writeFileSync(join(folder, 'inventory.yaml'), 'version: 1\n');
  writeFileSync(join(folder, 'notes.md'), 'secret\n');
  await open();
});
afterEach(() => {
  close();
  rmSync(folder, { recursive: true });
});

/** One request as sent, whatever fetch would forbid. */
async function ask(
  path: string,
  {
    body,
    headers = {},
    method = 'GET',
  }: {
    readonly method?: string;
    readonly body?: string;
    readonly headers?: Record<string, string>;
  } = {},
): Promise<Reply> {
  return await new Promise<Reply>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text, headers: response.headers }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The cookie that the printed address gives. */
async function cookie(): Promise<string> {
  const { headers, status } = await ask(`/?token=${token}`);
  expect(status).toBe(303);
  return String(headers['set-cookie']).split(';')[0] ?? '';
}

async function put(path: string, body: string, headers: Record<string, string>): Promise<Reply> {
  return await ask(path, {
    method: 'PUT',
    body,
    headers: { cookie: await cookie(), origin: `http://127.0.0.1:${port}`, ...headers },
  });
}

describe('who gets in', () => {
  test('the address works once, and gives a cookie that scripts and other sites cannot use', async () => {
    const first = await ask(`/?token=${token}`);
    expect(String(first.headers['set-cookie'])).toMatch(
      /^aclift-review=[\w-]+; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    const again = await ask(`/?token=${token}`);
    expect(again.status).toBe(403);
    expect(again.text).toContain('was used before');
  });

  test.each([
    ['nobody without a cookie sees the page', '/'],
    ['nor the project', '/api/project'],
    ['nor with a token that was guessed', '/?token=guess'],
  ])('%s', async (_, path) => {
    expect((await ask(path)).status).toBe(403);
  });

  test('a foreign name that leads to this machine is refused', async () => {
    const headers = { cookie: await cookie(), host: `evil.example:${port}` };
    expect((await ask('/api/project', { headers })).status).toBe(403);
  });

  test.each([['http://evil.example'], ['null'], ['']])(
    'a page of %j cannot write',
    async (origin) => {
      const reply = await put('/api/files/inventory', 'version: 1\n', {
        'if-none-match': '*',
        origin,
      });
      expect(reply.status).toBe(403);
      expect(readFileSync(join(folder, 'inventory.yaml'), 'utf8')).toBe('version: 1\n');
    },
  );

  test.each(['cross-site', 'same-site'])(
    'a page that the browser calls %s reads nothing, cookie or not',
    async (site) => {
      const headers = { cookie: await cookie(), 'sec-fetch-site': site };
      expect((await ask('/api/project', { headers })).status).toBe(403);
      const own = { ...headers, 'sec-fetch-site': 'same-origin' };
      expect((await ask('/api/project', { headers: own })).status).toBe(200);
    },
  );

  test('no other site is invited, and nothing may frame the page', async () => {
    const { headers } = await ask('/', { headers: { cookie: await cookie() } });
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none';.*frame-ancestors 'none'/,
    );
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cache-control']).toBe('no-store');
  });
});

describe('what is served', () => {
  test('the files of the project, and no others of its folder', async () => {
    const headers = { cookie: await cookie() };
    const { text } = await ask('/api/project', { headers });
    const { files } = JSON.parse(text) as { files: { path: string; bytes: string }[] };
    expect(files.map(({ path }) => path)).toEqual(['inventory.yaml', 'r1.cfg']);
    expect(Buffer.from(files[1]?.bytes ?? '', 'base64').toString()).toBe('hostname r1\n');
    expect((await ask('/notes.md', { headers })).status).toBe(404);
  });

  test.each(['/../inventory.yaml', '/%2e%2e/inventory.yaml', '/..%5cinventory.yaml'])(
    '%s leads nowhere',
    async (path) => {
      const { status, text } = await ask(path, { headers: { cookie: await cookie() } });
      expect([status, text]).toEqual([404, 'There is no such page.']);
    },
  );
});

describe('what may be written', () => {
  test('decisions that were not there', async () => {
    const reply = await put('/api/files/decisions', 'version: 1\n', { 'if-none-match': '*' });
    expect(reply.status).toBe(200);
    expect(readFileSync(join(folder, 'decisions.yaml'), 'utf8')).toBe('version: 1\n');
  });

  test('an inventory that is as it was read, and not one that has changed', async () => {
    const headers = { cookie: await cookie() };
    const { text } = await ask('/api/project', { headers });
    const { files } = JSON.parse(text) as { files: { path: string; etag: string }[] };
    const etag = files.find(({ path }) => path === 'inventory.yaml')?.etag ?? '';
    const write = async (body: string): Promise<Reply> =>
      await ask('/api/files/inventory', {
        method: 'PUT',
        body,
        headers: { ...headers, origin: `http://127.0.0.1:${port}`, 'if-match': etag },
      });
    expect((await write('version: 1 # reviewed\n')).status).toBe(200);
    const late = await write('version: 1 # late\n');
    expect([late.status, JSON.parse(late.text)]).toEqual([
      412,
      { ok: false, message: 'inventory.yaml has changed since it was read' },
    ]);
    expect(readFileSync(join(folder, 'inventory.yaml'), 'utf8')).toBe('version: 1 # reviewed\n');
  });

  test.each(['/api/files/r1.cfg', '/api/files/..%2Fescape', '/api/files/%2Fetc%2Fpasswd'])(
    'not %s',
    async (path) => {
      expect((await put(path, 'x', { 'if-none-match': '*' })).status).toBe(404);
    },
  );

  test('nothing through a link', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'aclift-outside-'));
    symlinkSync(join(outside, 'decisions.yaml'), join(folder, 'decisions.yaml'));
    const reply = await put('/api/files/decisions', 'version: 1\n', { 'if-none-match': '*' });
    expect(reply.status).toBe(409);
    expect(reply.text).toContain('link');
    rmSync(outside, { recursive: true });
  });

  test('nothing of drafts through a link inside their folder', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'aclift-outside-'));
    const report = { schema: 'aclift/migrate/1', drafts: [{ path: 'policies/a/b.yaml' }] };
    mkdirSync(join(folder, 'drafts'));
    writeFileSync(join(folder, 'drafts/report.json'), JSON.stringify(report));
    symlinkSync(outside, join(folder, 'drafts/policies'));
    const body = JSON.stringify([
      { path: 'policies/a/b.yaml', text: 'one\n' },
      { path: 'report.json', text: JSON.stringify(report) },
    ]);
    const headers = { cookie: await cookie(), origin: `http://127.0.0.1:${port}` };
    for (const query of ['', '?over=yes']) {
      const reply = await ask(`/api/drafts${query}`, { method: 'PUT', body, headers });
      expect([reply.status, reply.text]).toEqual([409, expect.stringContaining('is a link')]);
    }
    expect(readdirSync(outside)).toEqual([]);
    rmSync(outside, { recursive: true });
  });

  test('an inventory that was edited since the page read it is left as it is', async () => {
    const headers = { cookie: await cookie(), origin: `http://127.0.0.1:${port}` };
    const { files } = JSON.parse((await ask('/api/project', { headers })).text) as {
      files: readonly { readonly path: string; readonly etag: string }[];
    };
    const etag = files.find(({ path }) => path === 'inventory.yaml')?.etag ?? '';
    writeFileSync(join(folder, 'inventory.yaml'), 'version: 1\n# mine\n');
    const reply = await ask('/api/files/inventory', {
      method: 'PUT',
      body: 'version: 1\n# theirs\n',
      headers: { ...headers, 'if-match': etag },
    });
    expect(reply.status).toBe(412);
    expect(readFileSync(join(folder, 'inventory.yaml'), 'utf8')).toContain('# mine');
  });

  test('drafts, but not over files that somebody edited, unless that is said', async () => {
    const report = { schema: 'aclift/migrate/1', drafts: [{ path: 'policies/a/b.yaml' }] };
    const files = (text: string): string =>
      JSON.stringify([
        { path: 'policies/a/b.yaml', text },
        { path: 'report.json', text: JSON.stringify(report) },
      ]);
    const headers = { cookie: await cookie(), origin: `http://127.0.0.1:${port}` };
    const write = async (text: string, query = ''): Promise<number> =>
      (await ask(`/api/drafts${query}`, { method: 'PUT', body: files(text), headers })).status;
    expect(await write('one\n')).toBe(200);
    const draft = join(folder, 'drafts/policies/a/b.yaml');
    writeFileSync(draft, 'by hand\n');
    expect(await write('two\n')).toBe(409);
    const refused = await ask('/api/drafts', { method: 'PUT', body: files('two\n'), headers });
    expect(JSON.parse(refused.text)).toMatchObject({
      message: expect.stringMatching(/-by hand\n\+two\n/) as unknown,
    });
    expect(readFileSync(draft, 'utf8')).toBe('by hand\n');
    expect(await write('two\n', '?over=yes')).toBe(200);
    expect(readFileSync(draft, 'utf8')).toBe('two\n');
  });

  test.each([
    ['a path that leaves', [{ path: '../x.yaml', text: '' }]],
    ['an absolute path', [{ path: '/x.yaml', text: '' }]],
    ['a hidden file', [{ path: '.bashrc', text: '' }]],
    ['something else', { path: 'x' }],
  ])('no drafts with %s', async (_, body) => {
    expect((await put('/api/drafts', JSON.stringify(body), {})).status).toBe(400);
  });
});

describe('which folders are projects', () => {
  test('one with a project file reads what that names', async () => {
    mkdirSync(join(folder, 'configs'));
    writeFileSync(join(folder, 'configs/edge.cfg'), 'hostname edge\n');
    writeFileSync(
      join(folder, 'aclift.yaml'),
      'version: 1\nconfigs: [configs/]\ninventory: inventory.yaml\n',
    );
    const { decisions, inventory, paths } = await openFolder(folder);
    expect(paths).toEqual(['configs/edge.cfg', 'inventory.yaml']);
    expect([inventory, decisions]).toEqual(['inventory.yaml', 'decisions.yaml']);
  });

  test.each([
    ['configs: [/etc/hostname]', 'outside'],
    ['configs: []', 'names no configurations'],
  ])('%s is refused', async (line, message) => {
    writeFileSync(join(folder, 'aclift.yaml'), `version: 1\n${line}\n`);
    await expect(openFolder(folder)).rejects.toThrow(new RegExp(message));
    await expect(openFolder(folder)).rejects.toThrow(InputError);
  });

  test('a file behind a link that leads out is not read', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'aclift-outside-'));
    writeFileSync(join(outside, 'secret.cfg'), 'hostname secret\n');
    symlinkSync(join(outside, 'secret.cfg'), join(folder, 'linked.cfg'));
    writeFileSync(join(folder, 'aclift.yaml'), 'version: 1\nconfigs: [linked.cfg]\n');
    const opened = await openFolder(folder);
    await expect(readFolder(opened)).rejects.toThrow(/outside the project's folder/);
    rmSync(outside, { recursive: true });
  });

  test('an empty folder is refused with what to do', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    await expect(openFolder(empty)).rejects.toThrow(/holds no configuration/);
    await expect(openFolder(join(folder, 'absent'))).rejects.toThrow(/cannot open/);
  });
});
