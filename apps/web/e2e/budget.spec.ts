import { gzipSync } from 'node:zlib';
import { expect, test } from './site.ts';

/** What the first page may weigh, compressed, without the worker that computes: 350 kB. */
const BUDGET = 350 * 1024;

test('the first load stays within its budget', async ({ page }) => {
  const loaded: Promise<readonly [name: string, bytes: number]>[] = [];
  page.on('response', (response) => {
    const name = new URL(response.url()).pathname.split('/').at(-1) ?? '';
    loaded.push(
      response.body().then((body) => [
        name,
        // Fonts are compressed already.
        name.endsWith('.woff2') ? body.length : gzipSync(body).length,
      ]),
    );
  });
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the campus sample' }).waitFor();
  await page.waitForLoadState('networkidle');
  const parts = (await Promise.all(loaded)).filter(([name]) => !name.startsWith('worker'));
  const total = parts.reduce((sum, [, bytes]) => sum + bytes, 0);
  test.info().annotations.push({ type: 'first load', description: JSON.stringify(parts) });
  expect(total, JSON.stringify(parts)).toBeLessThanOrEqual(BUDGET);
  expect(total).toBeGreaterThan(50_000);
});
