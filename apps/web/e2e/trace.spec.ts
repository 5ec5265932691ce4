import { expect, goTo, openSample, test } from './site.ts';

test.beforeEach(async ({ page }) => {
  await page.goto('./');
  await openSample(page);
  await goTo(page, 'Trace');
});

test('a flow is followed through lists and drafts, and its entry leads to the rules', async ({
  page,
}) => {
  await page.getByRole('combobox', { name: 'From' }).fill('shop/cart');
  await page.getByRole('combobox', { name: 'To' }).fill('shop-db');
  await page.getByRole('textbox', { name: 'Service' }).fill('5432/tcp');
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('heading', { name: 'Lists: permit. Drafts: allow. They agree.' }),
  ).toBeVisible();
  await page.getByRole('button', { name: /campus-rtr.cfg:177/ }).click();
  await expect(page.getByRole('option', { selected: true })).toContainText('SHOP-APPS');
});

test('a difference of the proof is traced as it stands', async ({ page }) => {
  await openSample(page);
  await goTo(page, 'Proof');
  await page.getByRole('button', { name: 'Trace it' }).first().click();
  await expect(page.getByText('They differ.')).toBeVisible();
});

test('what cannot be traced is said with what to type instead', async ({ page }) => {
  await page.getByRole('combobox', { name: 'From' }).fill('nobody');
  await page.getByRole('combobox', { name: 'To' }).fill('shop-db');
  await page.getByRole('textbox', { name: 'Service' }).fill('https');
  await page.getByRole('button', { name: 'Trace' }).click();
  await expect(page.getByRole('alert')).toContainText('write 443/tcp');
});
