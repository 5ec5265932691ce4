import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { axeFaults } from './axe.ts';
import { expect, openSample, test } from './site.ts';

test('the report on one page opens by itself, is joined up, and passes axe in both themes', async ({
  page,
}) => {
  await openSample(page);
  await page.getByRole('button', { name: 'More ways to export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Report as one page' }).click(),
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'aclift-e2e-'));
  try {
    const file = join(folder, download.suggestedFilename());
    copyFileSync(await download.path(), file);
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`file://${file}`);
    // The sample's router translates addresses, which may filter besides: the verdict says so, with its line.
    await expect(page.getByText('Proven, except for 1 thing left out')).toBeVisible();
    await expect(page.getByText('address translation on GigabitEthernet0/0').first()).toBeVisible();
    await page.getByRole('link', { name: 'shop/storefront-acl.yaml rule 1' }).first().click();
    const rule = page.locator('li:target');
    await expect(rule).toBeVisible();
    await rule.getByRole('link').first().click();
    await expect(page.locator('tr:target')).toBeVisible();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: colorScheme === 'light' ? 1440 : 390, height: 900 });
      expect(await axeFaults(page, colorScheme)).toEqual([]);
    }
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('pre').first()).toBeVisible();
    expect(asked.filter((url) => !url.startsWith(`file://${file}`))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
