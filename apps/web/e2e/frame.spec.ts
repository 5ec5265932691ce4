/** The frame around the screens: what stays when something goes wrong, and how a keyboard gets around. */
import type { Page } from '@playwright/test';
import { expect, goTo, migrateFiles, openSample, test } from './site.ts';

const LISTS = `hostname r1
object-group network APPS
 host 10.7.0.10
interface GigabitEthernet0/0
 ip address 10.7.0.1 255.255.255.0
 ip access-group IN in
ip access-list extended IN
 remark payroll asks its database
 permit tcp object-group APPS host 10.8.0.20 eq 443
 permit tcp host 10.7.0.10 host 10.8.0.21 eq 1433
 permit tcp any host 10.8.0.22 eq 443
 permit tcp host 10.7.0.11 eq 443 host 10.8.0.9 established
 deny ip any any
`;

/** Text of what has the focus after each press of Tab, as far as it can be seen. */
async function tabStops(page: Page, count: number): Promise<readonly string[]> {
  const seen: string[] = [];
  for (let at = 0; at < count; at += 1) {
    await page.keyboard.press('Tab');
    seen.push(
      await page.evaluate(() => {
        const { activeElement: active } = document;
        const box = active?.getBoundingClientRect();
        const inside = box !== undefined && box.right > 0 && box.left < window.innerWidth;
        return inside ? 'in sight' : `out of sight: ${active?.textContent ?? ''}`;
      }),
    );
  }
  return seen;
}

test('a screen that cannot be loaded leaves the frame, and comes when it is asked for again', async ({
  page,
}) => {
  // Whoever serves the page is gone before anything could be brought ahead.
  await page.route(/\/assets\/(?:connectivity|findings)-.*/, async (route) => route.abort());
  await openSample(page);
  await page
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('link', { name: 'Findings' })
    .click();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('This screen cannot be shown');
  await goTo(page, 'Proof');
  await expect(page.getByRole('heading', { name: /^Proven/ })).toBeVisible();
  await page.unrouteAll();
  await page
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('link', { name: 'Findings' })
    .click();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(alert).toBeHidden();
});

test('screens come ahead of time, so that a stopped server does no harm', async ({ page }) => {
  await openSample(page);
  await page.waitForLoadState('networkidle');
  await page.context().setOffline(true);
  for (const screen of ['Connectivity', 'Mappings', 'Rules', 'Policies', 'Findings', 'Checks']) {
    await goTo(page, screen);
    await expect(page.getByRole('alert')).toHaveCount(0);
  }
});

test('the skip link leads to the content of the same screen', async ({ page }) => {
  await openSample(page);
  await goTo(page, 'Rules');
  await page.getByRole('link', { name: 'Skip to the content' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/rules/);
  await expect(page.locator('#main')).toBeFocused();
});

test('nothing that is out of sight takes the focus, on the first page and on a phone', async ({
  page,
}) => {
  await page.goto('./');
  expect(await tabStops(page, 5)).toEqual(Array<string>(5).fill('in sight'));
  await page.setViewportSize({ width: 390, height: 844 });
  await openSample(page);
  await page.evaluate(() => window.scrollTo(0, 0));
  expect(new Set(await tabStops(page, 12))).toEqual(new Set(['in sight']));
});

test('facts of a difference stand beside their names', async ({ page }) => {
  await openSample(page);
  await goTo(page, 'Proof');
  const places = await page
    .locator('main article dl')
    .first()
    .evaluate((list) =>
      [...list.children].map((child) => ({
        tag: child.tagName,
        left: child.getBoundingClientRect().left,
        width: child.getBoundingClientRect().width,
      })),
    );
  const terms = places.filter(({ tag }) => tag === 'DT');
  const facts = places.filter(({ tag }) => tag === 'DD');
  expect(terms).toHaveLength(facts.length);
  expect(new Set(terms.map(({ left }) => left)).size).toBe(1);
  expect(new Set(facts.map(({ left }) => left)).size).toBe(1);
  expect(Math.min(...facts.map(({ width }) => width))).toBeGreaterThan(400);
});

test('a search for an address finds lines by the groups that they name, and counts those with any', async ({
  page,
}) => {
  await migrateFiles(page, [{ name: 'r1.cfg', text: LISTS }]);
  await expect(page).toHaveURL(/overview/);
  await goTo(page, 'Rules');
  await page.getByRole('textbox', { name: 'Search lines' }).fill('10.7.0.10');
  await expect(page.getByRole('option')).toHaveCount(2);
  await expect(page.getByText('2 of 5 lines; 2 more match by any')).toBeVisible();
});

test('a line that no decision settles leads to itself, with what is wrong', async ({ page }) => {
  await migrateFiles(page, [{ name: 'r1.cfg', text: LISTS }]);
  const next = page.getByRole('region', { name: 'What to do next' });
  await expect(next).toContainText('Look at 1 line that let');
  await next.getByRole('button', { name: 'Show the lines' }).click();
  await expect(page.getByRole('option')).toHaveCount(1);
  await expect(page.getByRole('option')).toContainText('established');
});

test('a question quotes its lines, with remark, list and interface', async ({ page }) => {
  await migrateFiles(page, [{ name: 'r1.cfg', text: LISTS }]);
  await expect(page).toHaveURL(/overview/);
  await goTo(page, 'Mappings');
  await page.getByText(/^Questions/).click();
  await page.getByRole('option').filter({ hasText: '10.7.0.10' }).first().click();
  const lines = page.getByRole('list', { name: 'Lines about these addresses' });
  await expect(lines).toContainText('host 10.8.0.21 eq 1433');
  await expect(lines).toContainText('object-group APPS');
  await expect(lines).toContainText('remark: payroll asks its database');
  await expect(lines).toContainText('list IN, at GigabitEthernet0/0 in');
  await lines.getByRole('button', { name: /eq 1433/ }).click();
  await expect(page).toHaveURL(/rules/);
});
