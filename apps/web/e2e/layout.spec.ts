/** Every screen at three sizes, light and dark: nothing runs out of the page, and facts stand beside their names. */
import type { Page } from '@playwright/test';
import { expect, openSample, test } from './site.ts';

const SIZES = [
  { name: 'wide', width: 1440, height: 900 },
  { name: 'middle', width: 1024, height: 768 },
  { name: 'phone', width: 390, height: 844 },
] as const;
const SCREENS = [
  'start',
  'overview',
  'connectivity',
  'network',
  'mappings',
  'rules',
  'policies',
  'proof',
  'findings',
  'checks',
  'trace',
] as const;

/** What is wrong with the layout of the screen that is shown, one line each. */
async function faults(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() => {
    const found: string[] = [];
    const over = document.documentElement.scrollWidth - window.innerWidth;
    if (over > 0) found.push(`the page is ${over} pixels wider than the window`);
    for (const list of document.querySelectorAll('main dl')) {
      // As grids of two columns only; a tally names its numbers above them.
      const columns = getComputedStyle(list).gridTemplateColumns.split(' ').length;
      if (columns !== 2 || list.querySelector(':scope > dt') === null) continue;
      const lefts = (tag: string): number =>
        new Set(
          [...list.querySelectorAll(`:scope > ${tag}`)].map((one) =>
            Math.round(one.getBoundingClientRect().left),
          ),
        ).size;
      if (lefts('dt') > 1 || lefts('dd') > 1) found.push(`scattered: ${list.textContent}`);
    }
    return found;
  });
}

for (const scheme of ['light', 'dark'] as const) {
  for (const { height, name, width } of SIZES) {
    test(`${name}, ${scheme}`, async ({ page }, info) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height });
      await openSample(page);
      const wrong: Record<string, readonly string[]> = {};
      for (const screen of SCREENS) {
        await page.evaluate((hash) => {
          window.location.hash = hash;
        }, `/${screen}`);
        await page
          .locator(`nav a[href="#/${screen}"][aria-current=page]`)
          .waitFor({ state: 'attached' });
        await page.locator('main h1').waitFor({ state: 'attached' });
        await page.screenshot({ path: info.outputPath(`${screen}.png`) });
        const found = await faults(page);
        if (found.length > 0) wrong[screen] = found;
      }
      expect(wrong).toEqual({});
    });
  }
}
