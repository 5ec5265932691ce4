import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './site.ts';

async function give(page: Page, name: string, text: string): Promise<void> {
  await page.goto('./');
  await page
    .getByLabel('Configurations and inventory')
    .setInputFiles([{ name, mimeType: 'text/plain', buffer: Buffer.from(text) }]);
}

test.describe('whatever is given first is named on the page', () => {
  for (const { name, text, what } of [
    { name: 'site.hosts', text: '10.1.2.3 web1.example\n', what: 'names of addresses' },
    {
      name: 'seen.csv',
      text: 'source,destination,protocol,port\n10.1.2.3,10.1.2.4,tcp,443\n',
      what: 'flows that were seen',
    },
    {
      name: 'deny.json',
      text: '{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"d","namespace":"n"},"spec":{"podSelector":{}}}',
      what: 'policies, to be held against the lists',
    },
    {
      name: 'pods.json',
      text: '{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}]}',
      what: 'aclift inventory import',
    },
  ]) {
    test(`${name}: ${what}`, async ({ page }) => {
      await give(page, name, text);
      const inputs = page.getByRole('region', { name: 'Inputs' });
      await expect(inputs).toContainText(name);
      await expect(inputs).toContainText(what);
    });
  }
});

test('a folder that is dropped gives its files, and says what it left out', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'aclift-drop-'));
  try {
    mkdirSync(join(folder, 'east'));
    mkdirSync(join(folder, '.git'));
    writeFileSync(
      join(folder, 'west.cfg'),
      'hostname west\nip access-list extended A\n permit ip any any\n',
    );
    writeFileSync(
      join(folder, 'east/east.cfg'),
      'hostname east\nip access-list extended B\n permit ip any any\n',
    );
    await page.goto('./');
    const thrown: string[] = [];
    page.on('pageerror', ({ message }) => thrown.push(message));
    const inputs = page.getByRole('region', { name: 'Inputs' });
    const box = await inputs.boundingBox();
    if (box === null) throw new Error('the inputs are in sight');
    const cdp = await page.context().newCDPSession(page);
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await cdp.send('Input.dispatchDragEvent', {
        type,
        x: box.x + 40,
        y: box.y + 40,
        data: { items: [], files: [folder], dragOperationsMask: 1 },
      });
    }
    await expect(inputs).toContainText('west.cfg');
    await expect(inputs).toContainText('east/east.cfg');
    await expect(inputs.getByRole('status')).toContainText('1 hidden file or folder was left out');
    await page.getByRole('button', { name: 'Read, draft and prove' }).click();
    await expect(page.getByRole('heading', { name: /2 access-list lines/ })).toBeVisible();
    expect(thrown).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
