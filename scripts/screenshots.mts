// Makes the pictures of docs/screens: every screen of the web app on the campus sample, wide and narrow. Build the page first.
// usage: node --conditions=@aclift/source scripts/screenshots.mts
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { withBuiltPage } from './built-page.mts';

const ROOT = join(import.meta.dirname, '..');
const OUT = join(ROOT, 'docs/screens');
const SIZES = [
  { name: 'wide', width: 1440, height: 900 },
  { name: 'narrow', width: 390, height: 844 },
] as const;
/** The editor comes with its screen; narrow screens show it below. */
const EDITOR_MS = 1500;
const FLOWS = `source,destination,protocol,port
10.10.20.31,10.10.40.25,tcp,25
10.10.20.31,10.10.30.11,tcp,5432
10.10.10.11,10.10.20.21,tcp,8080
`;

/** What is done on a screen before its picture is taken. */
const PREPARE: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  Connectivity: async (page) => {
    await page.locator('td[data-standing="closed"]').first().click();
  },
  Rules: async (page) => {
    await page.getByRole('option').nth(5).click();
    await page.waitForTimeout(EDITOR_MS);
  },
  Policies: async (page) => {
    // On narrow screens a list of choices stands in place of the tree.
    const draft = page.getByRole('button', { name: /^shop-db-acl/ });
    if (await draft.isVisible()) await draft.click();
    await page.waitForTimeout(EDITOR_MS);
  },
  Findings: async (page) => {
    await page.getByRole('listitem').first().waitFor();
  },
  Checks: async (page) => {
    await page
      .getByLabel('Add flows: files')
      .setInputFiles([{ name: 'seen.csv', mimeType: 'text/csv', buffer: Buffer.from(FLOWS) }]);
    await page.getByRole('list', { name: 'Would drop' }).waitFor();
  },
  Trace: async (page) => {
    await page.getByRole('combobox', { name: 'From' }).fill('shop/cart');
    await page.getByRole('combobox', { name: 'To' }).fill('shop/shop-db');
    await page.getByLabel('Service').fill('5432/tcp');
    await page.keyboard.press('Enter');
    await page.getByText('They agree.').waitFor();
  },
  // With the way of the flow that was traced before.
  Network: async (page) => {
    await page.getByRole('list', { name: 'Hops' }).waitFor();
  },
};

mkdirSync(OUT, { recursive: true });
await withBuiltPage(async (browser, address) => {
  for (const size of SIZES) await shoot(browser, address, size);
});

async function shoot(
  from: Browser,
  home: string,
  { height, name, width }: (typeof SIZES)[number],
): Promise<void> {
  const page = await from.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
  const shot = async (screen: string): Promise<void> => {
    await page.mouse.move(0, 0);
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(OUT, `${screen.toLowerCase()}-${name}.png`) });
  };
  const goTo = async (screen: string): Promise<void> => {
    const menu = page.getByRole('button', { name: 'Screens' });
    if (await menu.isVisible()) await menu.click();
    await page
      .getByRole('navigation', { name: 'Screens' })
      .getByRole('link', { name: screen })
      .click();
    await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
  };
  await page.goto(home);
  await page.getByRole('button', { name: 'Open the campus sample' }).waitFor();
  await shot('Inputs');
  await page.getByRole('button', { name: 'half of its names missing' }).click();
  await page.getByText('Accepting it:').waitFor();
  await shot('Mappings');
  await page.goto('about:blank');
  await page.goto(home);
  await page.getByRole('button', { name: 'Open the campus sample' }).click();
  await page.getByRole('heading', { name: /^Proven/ }).waitFor();
  await shot('Overview');
  for (const screen of [
    'Connectivity',
    'Rules',
    'Policies',
    'Proof',
    'Findings',
    'Checks',
    'Trace',
    'Network',
  ]) {
    await goTo(screen);
    await PREPARE[screen]?.(page);
    await shot(screen);
  }
  await page.close();
}
