/** The page in one file, opened from a disk: nobody serves it, and it asks nobody for anything. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, exported, goTo, ROOT, test } from './site.ts';

test('aclift.html alone drafts, proves, suggests and exports, from a folder that holds nothing else', async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'aclift-one-'));
  try {
    const file = join(folder, 'aclift.html');
    copyFileSync(join(ROOT, 'apps/web/dist-one-file/aclift.html'), file);
    const address = pathToFileURL(file).href;
    const asked: string[] = [];
    const said: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('pageerror', ({ message }) => said.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') said.push(message.text());
    });
    await page.goto(address);
    await page.getByRole('button', { name: 'half of its names missing' }).click();
    await expect(
      page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option'),
    ).toHaveCount(4);
    for (const screen of ['Rules', 'Policies', 'Connectivity', 'Findings', 'Proof']) {
      await goTo(page, screen);
      await expect(page.getByRole('alert')).toHaveCount(0);
    }
    await expect(page.getByRole('heading', { name: /^Proven/ })).toBeVisible();
    expect(Object.keys(await exported(page))).toContain('report.json');
    const outside = asked.filter(
      (url) => !url.startsWith(address) && !url.startsWith('blob:') && !url.startsWith('data:'),
    );
    expect({ outside, said }).toEqual({ outside: [], said: [] });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
