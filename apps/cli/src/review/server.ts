/**
 * Serves the web app and one project on loopback. Whoever has the address that was printed gets a cookie for it, once;
 * nobody else gets anything, other pages of the same browser included.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { secureHeaders } from 'hono/secure-headers';
import type { OutputFile } from '@aclift/core';
import { printable } from '@aclift/diagnostics';
import { InputError } from '../input.ts';
import { writeOutput } from '../output.ts';
import { warnLines } from '../print.ts';
import { DRAFTS } from '../output-kinds.ts';
import { join } from 'node:path';
import type { ServedProject, WriteAnswer } from './messages.ts';
import type { PageFiles } from './page-files.ts';
import {
  Conflict,
  type ProjectFolder,
  readFolder,
  refuseLinks,
  writeInFolder,
} from './project-folder.ts';

/** Larger bodies are refused: no inventory and no set of drafts is so large. */
const MAX_BODY = 128 * 1024 * 1024;
const COOKIE = 'aclift-review';

export interface ReviewServer {
  /** Answers requests. */
  readonly app: Hono;
  /** What the first visitor shows: `?token=…`. */
  readonly token: string;
}

/** @param port of the listener: requests for other hosts are refused, so that no foreign name can lead here. */
export function reviewServer(
  folder: ProjectFolder,
  page: PageFiles,
  port: () => number,
): ReviewServer {
  const token = randomBytes(24).toString('base64url');
  const session = randomBytes(24).toString('base64url');
  let spent = false;
  const app = new Hono();
  app.use(
    secureHeaders({
      // The page says the same of itself; what only a header can say is who may frame it.
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        workerSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      xFrameOptions: 'DENY',
      referrerPolicy: 'no-referrer',
      crossOriginResourcePolicy: 'same-origin',
      crossOriginOpenerPolicy: 'same-origin',
      strictTransportSecurity: false,
    }),
  );
  app.use(async (context, next) => {
    context.header('Cache-Control', 'no-store');
    const hosts = [`127.0.0.1:${port()}`, `localhost:${port()}`];
    if (!hosts.includes(context.req.header('host') ?? '')) {
      return refuse(context, 'aclift review answers on 127.0.0.1 only.');
    }
    // Another port of this machine is the same site to a browser, and gets the cookie.
    const site = context.req.header('sec-fetch-site');
    const own = site === undefined || site === 'same-origin' || site === 'none';
    if (!own && context.req.path !== '/') return refuse(context, 'Another page may not read here.');
    const { origin } = new URL(context.req.url);
    const from = context.req.header('origin');
    if (context.req.method !== 'GET' && from !== origin) {
      return refuse(context, 'Another page may not write here.');
    }
    const offered = context.req.query('token');
    if (offered !== undefined && context.req.path === '/') {
      if (spent || !same(offered, token)) {
        return refuse(
          context,
          'This address was used before. Stop aclift review and start it again for a new one.',
        );
      }
      spent = true;
      setCookie(context, COOKIE, session, { httpOnly: true, sameSite: 'Strict', path: '/' });
      return context.redirect('/', 303);
    }
    if (!same(getCookie(context, COOKIE) ?? '', session)) {
      deleteCookie(context, COOKIE);
      return refuse(context, 'Open the address that aclift review printed.');
    }
    await next();
    return undefined;
  });
  app.use(
    '/api/*',
    bodyLimit({ maxSize: MAX_BODY, onError: (c) => answer(c, 413, 'This is too large.') }),
  );
  app.get('/api/project', async (context) => {
    const { decisions, drafts, inventory, name } = folder;
    const files = await readFolder(folder);
    const project: ServedProject = {
      schema: 'aclift/review/1',
      name,
      files,
      inventory,
      decisions,
      drafts,
    };
    return context.json(project);
  });
  app.put('/api/files/:what', async (context) => {
    const path = { inventory: folder.inventory, decisions: folder.decisions }[
      context.req.param('what')
    ];
    if (path === undefined)
      return answer(context, 404, 'Only inventory and decisions are written so.');
    const etag = context.req.header('if-match');
    const fresh = context.req.header('if-none-match') === '*';
    if ((etag === undefined) !== fresh) return answer(context, 428, 'Say what is replaced.');
    const bytes = new Uint8Array(await context.req.arrayBuffer());
    const written: WriteAnswer = { ok: true, etag: await writeInFolder(folder, path, bytes, etag) };
    return context.json(written);
  });
  app.put('/api/drafts', async (context) => {
    const body: unknown = await context.req.json().catch(() => undefined);
    const files = draftsIn(body);
    if (files === undefined) return answer(context, 400, 'These are no drafts.');
    await refuseLinks(folder.root, folder.drafts);
    const over = context.req.query('over') === 'yes' ? 'overwrite' : undefined;
    await writeOutput(join(folder.root, folder.drafts), files, DRAFTS, over);
    return context.json({ ok: true, etag: '' } satisfies WriteAnswer);
  });
  app.get('*', (context) => {
    const file = page.get(context.req.path === '/' ? '/index.html' : context.req.path);
    return file === undefined
      ? context.text('There is no such page.', 404)
      : context.body(file.bytes, 200, { 'Content-Type': file.type });
  });
  app.onError((error, context) => {
    if (error instanceof Conflict) return answer(context, 412, error.message);
    if (error instanceof InputError) {
      return answer(context, 409, [...error.detail.map(printable), error.message].join('\n'));
    }
    warnLines([`aclift review: ${error.message}`]);
    return answer(context, 500, 'aclift itself failed; the terminal says how.');
  });
  return { app, token };
}

function refuse(context: Context, message: string): Response {
  return context.text(`${message}\n`, 403);
}

function answer(
  context: Context,
  status: 400 | 404 | 409 | 412 | 413 | 428 | 500,
  message: string,
) {
  return context.json({ ok: false, message } satisfies WriteAnswer, status);
}

function same(a: string, b: string): boolean {
  const [one, two] = [Buffer.from(a), Buffer.from(b)];
  return one.length === two.length && timingSafeEqual(one, two);
}

/** Files as `aclift migrate -o` would write them. Undefined: the body is something else. */
function draftsIn(body: unknown): readonly OutputFile[] | undefined {
  if (!Array.isArray(body)) return undefined;
  const files: readonly unknown[] = body;
  const good = files.every(
    (file): file is OutputFile =>
      typeof file === 'object' &&
      file !== null &&
      typeof (file as { path?: unknown }).path === 'string' &&
      typeof (file as { text?: unknown }).text === 'string' &&
      /^(?:[\w-][\w.-]*\/){0,3}[\w-][\w.-]*$/.test((file as { path: string }).path),
  );
  return good ? (files as readonly OutputFile[]) : undefined;
}
