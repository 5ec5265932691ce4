/** The built web app in a real browser, for scripts that look at it. */
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { preview } from 'vite';

/** Serves the page on loopback for as long as `look` takes. */
export async function withBuiltPage(
  look: (browser: Browser, address: string) => Promise<void>,
): Promise<void> {
  const server = await preview({
    root: join(import.meta.dirname, '../apps/web'),
    logLevel: 'silent',
    preview: { host: '127.0.0.1', port: 0, strictPort: false },
  });
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  try {
    await look(browser, server.resolvedUrls?.local[0] ?? '');
  } finally {
    await browser.close();
    await server.close();
  }
}
