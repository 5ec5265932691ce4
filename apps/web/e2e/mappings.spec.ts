import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { aclift, CAMPUS, expect, exported, goTo, ROOT, test, textsBelow } from './site.ts';

const UNNAMED = join(ROOT, 'fixtures/suggest/campus');

/** Opens the sample of which half has no name. */
async function openUnnamed(page: Page): Promise<void> {
  await page.goto('./');
  await page.getByRole('button', { name: 'half of its names missing' }).click();
  await page.getByRole('listbox', { name: 'Suggestions' }).focus();
}

/** Whether a run is over and what waits for review is of that run. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByLabel('Progress')).toBeHidden();
  await expect(page.locator('[role=listbox][aria-busy=true]')).toHaveCount(0);
}

test('three suggestions reviewed by keyboard change the drafts, and the export equals the command line', async ({
  page,
}) => {
  await openUnnamed(page);
  const queue = page.getByRole('listbox', { name: 'Suggestions' });
  await expect(queue.getByRole('option')).toHaveCount(4);
  await expect(page.getByRole('status').filter({ hasText: 'Accepting it:' })).toContainText(
    'drafts: 2 new, 4 changed, 2 gone',
  );
  await page.keyboard.press('a');
  await settled(page);
  await page.keyboard.press('a');
  await settled(page);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('r');
  await settled(page);
  await expect(queue.getByRole('option')).toHaveCount(1);
  const zip = await exported(page);
  const folder = mkdtempSync(join(tmpdir(), 'aclift-e2e-'));
  try {
    cpSync(UNNAMED, folder, { recursive: true });
    cpSync(join(CAMPUS, 'campus-rtr.cfg'), join(folder, 'campus-rtr.cfg'));
    const files = ['campus-rtr.cfg', '-i', 'inventory.yaml'];
    aclift(folder, 'suggest', ...files, '--hosts', 'hosts', '--accept', '10.10.20.21-10.10.20.26');
    aclift(folder, 'suggest', ...files, '--hosts', 'hosts', '--accept', '10.10.30.11-10.10.30.13');
    aclift(folder, 'suggest', ...files, '--hosts', 'hosts', '--reject', '10.10.10.11-10.10.10.18');
    aclift(folder, 'migrate', ...files, '-o', 'out');
    expect(zip).toEqual({
      ...textsBelow(join(folder, 'out')),
      'inventory.yaml': readFileSync(join(folder, 'inventory.yaml'), 'utf8'),
      'decisions.yaml': readFileSync(join(folder, 'decisions.yaml'), 'utf8'),
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
  await goTo(page, 'Overview');
  await expect(page.getByRole('heading', { name: /^Proven/ })).toBeVisible();
});

test('a review is undone and redone', async ({ page }) => {
  await openUnnamed(page);
  const queue = page.getByRole('listbox', { name: 'Suggestions' });
  await page.keyboard.press('a');
  await expect(queue.getByRole('option')).toHaveCount(3);
  await settled(page);
  await page.keyboard.press('u');
  await expect(queue.getByRole('option')).toHaveCount(4);
  await settled(page);
  await page.getByRole('button', { name: 'Redo what was undone' }).click();
  await expect(queue.getByRole('option')).toHaveCount(3);
  await page.getByText(/^Accepted 1/).click();
  await expect(page.getByText(/^Accepted as new workload in namespace shop/)).toBeVisible();
});

test('an owner is named by hand, with the reason in the decisions', async ({ page }) => {
  await openUnnamed(page);
  await page.getByText(/^Questions/).click();
  await page.getByLabel('Why (goes into the decisions file)').fill('asked the network team');
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.getByText('New external').click();
  await page.getByRole('combobox', { name: 'Name' }).fill('out-of-band');
  await page.getByRole('button', { name: 'Accept as edited' }).click();
  await settled(page);
  const zip = await exported(page);
  expect(zip['inventory.yaml']).toContain('out-of-band');
  expect(zip['decisions.yaml']).toContain('why: asked the network team');
});

test('suggestions are accepted together after a look at what that changes', async ({ page }) => {
  await openUnnamed(page);
  await page.getByRole('combobox', { name: 'Least confidence' }).click();
  await page.getByRole('option', { name: '80 %' }).click();
  await page.getByRole('button', { name: 'Accept 4…' }).click();
  const dialog = page.getByRole('dialog');
  // What something speaks against waits for a hand, and says what that is.
  const disputed = dialog.getByRole('listitem').filter({ hasText: 'conflict:' });
  await expect(disputed).toHaveCount(1);
  await expect(disputed).toContainText('points to workload shop/cart instead');
  await expect(disputed.getByRole('checkbox')).not.toBeChecked();
  await expect(dialog.getByText(/^\d+ %$/)).toHaveCount(4);
  await disputed.getByRole('checkbox').check();
  await expect(dialog.getByRole('status')).toContainText('4 entries leave needs-decision');
  await dialog.getByLabel(/^Why/).fill('seen in the wiki');
  await dialog.getByRole('button', { name: 'Accept 4' }).click();
  await expect(page.getByText('No suggestion waits for you.')).toBeVisible();
  await settled(page);
  expect((await exported(page))['decisions.yaml']?.match(/why: seen in the wiki/g)).toHaveLength(4);
});

test('what one suggestion and what many would change is answered side by side', async ({
  page,
}) => {
  await openUnnamed(page);
  const preview = page.getByRole('status').filter({ hasText: 'Accepting it:' });
  await expect(preview).toBeVisible();
  await page.getByRole('combobox', { name: 'Least confidence' }).click();
  await page.getByRole('option', { name: '80 %' }).click();
  // Both within the moment that a preview waits before it is worked out.
  await page.getByRole('listbox', { name: 'Suggestions' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('button', { name: 'Accept 4…' }).dispatchEvent('click');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('status')).toContainText('entries leave needs-decision');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await expect(preview).toBeVisible();
});

test('a decision about partial coverage changes outcome and drafts', async ({ page }) => {
  await openUnnamed(page);
  await page.getByText(/^Decisions/).click();
  await page.getByText('grant', { exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Deciding “grant”:' })).toContainText(
    'drafts:',
  );
  await page.getByLabel(/^Why/).fill('they are one service');
  await page.getByRole('button', { name: 'Decide' }).click();
  await settled(page);
  const zip = await exported(page);
  expect(zip['decisions.yaml']).toContain('decision: grant');
  expect(zip['decisions.yaml']).toContain('why: they are one service');
  await expect(page.getByRole('radio', { name: 'grant' })).toBeChecked();
  await expect(page.getByText(/^Decided: grant/)).toBeVisible();
  await page.getByText('matches always', { exact: true }).click();
  await page.getByRole('button', { name: 'Decide' }).click();
  await settled(page);
  expect((await exported(page))['decisions.yaml']).toContain('assume: matches');
});
