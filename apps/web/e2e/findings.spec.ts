import { expect, goTo, openSample, test } from './site.ts';

test('findings show the lines that cause them, and lead there', async ({ page }) => {
  await openSample(page);
  await goTo(page, 'Findings');
  await page.getByLabel('Search findings').fill('mergeable');
  await expect(page.getByText(/One line can stand for them/).first()).toContainText(
    'permit tcp any object-group EDGE-PROXIES eq www 443',
  );
  await page.getByRole('button', { name: /^campus-rtr\.cfg:103/ }).click();
  await expect(page.getByRole('option', { selected: true })).toContainText('eq 443');
});

test('lists become shorter, proven, as a diff', async ({ page }) => {
  await openSample(page);
  await goTo(page, 'Findings');
  await page.getByRole('button', { name: 'Work out the fixes' }).click();
  const diff = page.getByLabel('Diff of campus-rtr.cfg');
  await expect(diff).toContainText('+ permit tcp any object-group EDGE-PROXIES eq www 443');
});
