import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  aclift,
  CAMPUS,
  expect,
  exported,
  goTo,
  migrateFiles,
  openSample,
  ROOT,
  test,
  textsBelow,
} from './site.ts';

test('the sample becomes proven drafts, and every line has an outcome', async ({ page }) => {
  await openSample(page);
  await expect(page.getByRole('heading', { name: /69 access-list lines/ })).toBeVisible();
  const counts = await page
    .getByRole('list', { name: 'Outcomes of 69 access-list lines' })
    .getByRole('listitem')
    .allInnerTexts();
  const sum = counts.reduce((total, text) => total + Number(/\d+/.exec(text)?.[0]), 0);
  expect(sum).toBe(69);
});

test('an entry shows its line and its rules, and a line of YAML leads back', async ({ page }) => {
  await openSample(page);
  await goTo(page, 'Rules');
  await page.getByLabel('Search lines').fill(':177');
  const entry = page.getByRole('option', { name: /SHOP-APPS 10\.10\.30\.8/ });
  await entry.click();
  const config = page.getByRole('region', { name: 'Configuration' });
  const draft = page.getByRole('region', { name: 'Policy draft' });
  await expect(config.locator('.cm-lit')).toHaveText(/SHOP-APPS 10\.10\.30\.8/);
  await expect(draft.getByText('policies/shop/shop-db-acl.yaml')).toBeVisible();
  await expect(draft.locator('.cm-lit').first()).toHaveText(/campus-rtr\.cfg:177/);
  await expect(draft.locator('.cm-lit', { hasText: 'tier: backend' })).toBeVisible();

  await draft.locator('.cm-line', { hasText: 'app: prometheus' }).click();
  await expect(config.locator('.cm-lit')).toHaveCount(2);
  await expect(config.locator('.cm-lit').first()).toHaveText(/host 10\.10\.40\.11/);
  await expect(page.getByText('Carries 2 access-list lines.')).toBeVisible();
});

test('the ledger is read and filtered by keyboard', async ({ page }) => {
  await openSample(page);
  await goTo(page, 'Rules');
  const ledger = page.getByRole('listbox', { name: 'Access-list lines' });
  await ledger.focus();
  await page.keyboard.press('End');
  await expect(ledger.locator('[aria-selected=true]')).toHaveText(/permit 10\.10\.40\.64/);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await expect(ledger.locator('[aria-selected=true]')).toHaveText(/deny ip 10\.0\.0\.0/);
  await page.getByLabel('Search lines').fill('10.10.20.31 smtp');
  await expect(page.getByRole('status').filter({ hasText: 'lines' })).toHaveText('1 of 69 lines');
});

for (const target of ['networkpolicy', 'cilium']) {
  test(`the exported ${target} files equal the command line's byte for byte`, async ({ page }) => {
    await openSample(page);
    if (target === 'cilium') {
      await page.getByText('Cilium', { exact: true }).click();
      await expect(page.getByLabel('Progress')).toBeHidden();
      await goTo(page, 'Policies');
      await page.getByRole('button', { name: /^invoices-acl/ }).click();
      await expect(page.getByText('CiliumNetworkPolicy').first()).toBeVisible();
    }
    const zip = await exported(page);
    const folder = mkdtempSync(join(tmpdir(), 'aclift-e2e-'));
    try {
      aclift(
        CAMPUS,
        'migrate',
        'campus-rtr.cfg',
        '-i',
        'inventory.yaml',
        '-t',
        target,
        '-o',
        folder,
      );
      const inventory = readFileSync(join(CAMPUS, 'inventory.yaml'), 'utf8');
      expect(zip).toEqual({ ...textsBelow(folder), 'inventory.yaml': inventory });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

test('nothing leaves the page: it asks its own site for its own files and nobody for anything else', async ({
  page,
  site,
}) => {
  const requests: { readonly url: string; readonly method: string }[] = [];
  page.on('request', (request) => requests.push({ url: request.url(), method: request.method() }));
  await migrateFiles(page, [
    { name: 'campus-rtr.cfg', text: readFileSync(join(CAMPUS, 'campus-rtr.cfg'), 'utf8') },
    { name: 'inventory.yaml', text: readFileSync(join(CAMPUS, 'inventory.yaml'), 'utf8') },
  ]);
  await page.getByRole('heading', { name: /^Proven/ }).waitFor();
  for (const screen of ['Rules', 'Policies', 'Proof']) {
    await goTo(page, screen);
  }
  const files = new Set([
    '',
    'favicon.svg',
    ...readdirSync(join(ROOT, 'apps/web/dist/assets')).map((name) => `assets/${name}`),
  ]);
  const outside = requests.filter(
    ({ url, method }) =>
      !url.startsWith('blob:') &&
      (method !== 'GET' || !url.startsWith(site) || !files.has(url.slice(site.length))),
  );
  expect(outside).toEqual([]);
  // And it could not if it wanted to.
  const tried = await page.evaluate(async () => {
    try {
      await fetch('https://example.com/');
      return 'sent';
    } catch {
      return 'refused';
    }
  });
  expect(tried).toBe('refused');
});

test('nothing stays in the browser', async ({ page }) => {
  await openSample(page);
  await page.getByRole('button', { name: 'Dark colours' }).click();
  const kept = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    cookies: document.cookie,
    databases: (await indexedDB.databases()).length,
  }));
  expect(kept).toEqual({ local: 0, session: 0, cookies: '', databases: 0 });
});
