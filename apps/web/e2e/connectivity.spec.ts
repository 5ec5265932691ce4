import { expect, goTo, openSample, test } from './site.ts';

test('the matrix is read by keyboard, and a difference leads to the proof', async ({ page }) => {
  await openSample(page);
  await goTo(page, 'Connectivity');
  const grid = page.getByRole('grid', { name: 'Who may open what to whom' });
  await grid.getByRole('gridcell', { name: 'invoices to invoices: as today' }).focus();
  for (let n = 0; n < 11; n += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const detail = page.getByRole('region', { name: 'Connection' });
  await expect(detail).toContainText('billing/invoices → mail-relay');
  await expect(detail).toContainText('Todaytcp/25');
  await expect(detail).toContainText('Draftsnothing');
  await expect(detail).toContainText('No longertcp/25');
  await detail.getByRole('button', { name: 'Why it differs' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Proven');
});

test('namespaces stand for their workloads, and differences can be seen alone', async ({
  page,
}) => {
  await openSample(page);
  await goTo(page, 'Connectivity');
  const cells = page.locator('td[data-standing]');
  await cells.first().waitFor();
  const all = await cells.count();
  await page.getByRole('switch', { name: 'Differences only' }).click();
  await expect.poll(() => cells.count()).toBeLessThan(all);
  await expect(page.locator('td[data-standing="same"]')).toHaveCount(0);
  await page.getByRole('button', { name: 'Namespaces only' }).click();
  await page.getByRole('gridcell', { name: 'outside the cluster to shop' }).click();
  const detail = page.getByRole('region', { name: 'Connection' });
  await expect(detail).toContainText('corp-dns → shop/cart');
  await page.getByRole('button', { name: 'shop 4' }).click();
  await expect(page.getByRole('gridcell', { name: 'outside the cluster to cart' })).toBeVisible();
});

test('a box of the graph lists what it opens and accepts, and a service is traced', async ({
  page,
}) => {
  await openSample(page);
  await goTo(page, 'Connectivity');
  await page.getByText('Graph', { exact: true }).click();
  await page.getByRole('button', { name: /^cart: \d+ connections/ }).press('Enter');
  const detail = page.getByRole('region', { name: 'Connection' });
  await expect(detail).toContainText('shop/cart: what it may open and accept');
  const pair = detail.getByRole('listitem').filter({ hasText: 'shop/cart → shop/shop-db' });
  await expect(pair).toContainText('Todaytcp/5432');
  await pair.getByRole('button', { name: 'Trace tcp/5432' }).click();
  await expect(page.getByRole('combobox', { name: 'From' })).toHaveValue('shop/cart');
  await expect(page.getByText('They agree.')).toBeVisible();
});
