import type { Page } from '@playwright/test';
import { expect, exported, goTo, openSample, test } from './site.ts';

/** Opens a draft for editing and puts the caret at the end of the first line that holds `text`. */
async function edit(page: Page, draft: RegExp, text: string): Promise<void> {
  await openSample(page);
  await goTo(page, 'Policies');
  await page.getByRole('button', { name: draft }).click();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.locator('.cm-line', { hasText: text }).first().click();
  await page.keyboard.press('End');
}

test('an edit that opens what lists deny is shown with a witness, the line and the rule', async ({
  page,
}) => {
  await edit(page, /^shop-db-acl/, 'port: 22');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('3');
  const judgement = page.getByRole('region', { name: 'What the edits change' });
  await expect(judgement.getByText('Opens', { exact: true })).toBeVisible();
  await expect(judgement.getByText('Closes', { exact: true })).toBeVisible();
  await expect(judgement).toContainText('tcp/23');
  await expect(judgement.getByRole('list', { name: 'widened against the lists' })).toContainText(
    /Flow to try: tcp from 10\.10\.40\.\d+ port \d+ to 10\.10\.30\.\d+ port 23/,
  );
  await judgement
    .getByRole('list', { name: 'widened against the lists' })
    .getByRole('button', { name: /^campus-rtr\.cfg:/ })
    .first()
    .click();
  await expect(page.getByRole('option', { selected: true })).toContainText('deny');
});

test('an edit of a comment changes nothing, and can be taken back', async ({ page }) => {
  await edit(page, /^shop-db-acl/, '# Draft made by aclift');
  await page.keyboard.type(' Reviewed.');
  await expect(page.getByText('Nothing changes.')).toBeVisible();
  const zip = await exported(page);
  expect(zip['policies/shop/shop-db-acl.yaml']).toContain(' Reviewed.');
  expect(zip['edited.txt']).toContain('policies/shop/shop-db-acl.yaml');
  await goTo(page, 'Proof');
  await expect(page.getByRole('note')).toContainText('One draft was edited');
  await goTo(page, 'Policies');
  await page.getByRole('button', { name: /^shop-db-acl/ }).click();
  await page.getByRole('button', { name: 'Discard the edit' }).click();
  expect(Object.keys(await exported(page))).not.toContain('edited.txt');
});

test('a rule that is deleted at the end of a draft is compared like any other edit', async ({
  page,
}) => {
  await openSample(page);
  await goTo(page, 'Policies');
  await page.getByRole('button', { name: /^shop-db-acl/ }).click();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+End');
  for (let at = 0; at < 11; at += 1) await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('Delete');
  const judgement = page.getByRole('region', { name: 'What the edits change' });
  await expect(judgement.getByText('Closes', { exact: true })).toBeVisible();
  await expect(judgement).toContainText('shop/shop-db → ');
  await expect(judgement).not.toContainText('could not be compared');
});

test('what a cluster would refuse is said with its place', async ({ page }) => {
  await edit(page, /^shop-db-acl/, 'port: 5432');
  await page.keyboard.type('99');
  const judgement = page.getByRole('region', { name: 'What the edits change' });
  await expect(
    judgement.getByRole('list', { name: 'Problems of the edited drafts' }),
  ).toContainText(/shop-db-acl\.yaml:\d+:\d+/);
  await expect(judgement).toContainText('A cluster would refuse');
});
