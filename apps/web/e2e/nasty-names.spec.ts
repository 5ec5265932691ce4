/** The table of `fixtures/names` on every screen: names are text, whatever they hold. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, exported, goTo, migrateFiles, ROOT, test } from './site.ts';

const NASTY = JSON.parse(
  readFileSync(join(ROOT, 'fixtures/names/nasty.json'), 'utf8'),
) as readonly { readonly name: string; readonly text: string }[];

/** One router, with a list for each name. */
function router(names: readonly string[]): string {
  return names
    .flatMap((text, at) => {
      const word = text.replaceAll(/[\s\u0085\u2028\u2029]/g, '_');
      const line = text.replaceAll(/[\r\n]/g, ' ');
      return [
        ...(at === 0 ? [`hostname ${word}`] : []),
        `interface Vlan${at + 10}`,
        ` description ${line}`,
        ` ip address 10.8.${at}.1 255.255.255.0`,
        ` ip access-group ${word} in`,
        `object-group network ${word}`,
        ` host 192.0.2.${at + 1}`,
        `ip access-list extended ${word}`,
        ` remark ${line}`,
        ` permit tcp object-group ${word} host 10.8.0.10 eq 443`,
        ` permit tcp 10.8.${at}.0 0.0.0.255 host 10.8.0.10 eq 8080`,
        ` permit tcp host 10.8.${at}.99 host 10.8.0.10 eq 22`,
        ` permit tcp any any eq 25 time-range ${word}`,
        ` permit tcp any ${line}`,
        ' deny ip any any',
      ];
    })
    .join('\n');
}

const INVENTORY = `version: 1
workloads:
  - { namespace: con, labels: { app: nul }, addresses: [10.8.0.10] }
${NASTY.map((_, at) => `  - { namespace: lab, labels: { app: desk-${at} }, addresses: [10.8.${at}.20, 10.8.${at}.21] }`).join('\n')}
`;

/** Everything that steers, turns or hides, in texts and attributes of the page, but for line feeds and tabs. */
async function hiddenIn(page: Page): Promise<readonly string[]> {
  return await page.evaluate(() => {
    const hidden =
      /[^\P{Cc}\n\t]|[\u00ad\u061c\u200c-\u200f\u202a-\u202e\u2060-\u2069]|[\u{e0000}-\u{e007f}]/u;
    const found: string[] = [];
    for (const element of document.querySelectorAll('body, body *')) {
      for (const { name, value } of element.attributes) {
        // Nobody sees the value of a choice.
        if (!/^(?:value|id|data-.*)$/.test(name) && hidden.test(value))
          found.push(`${element.tagName} ${name}: ${JSON.stringify(value)}`);
      }
      for (const node of element.childNodes) {
        // The editor marks empty lines with blanks of no width, which are its own.
        const text = node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '') : '';
        if (hidden.test(text)) found.push(`${element.tagName}: ${JSON.stringify(text)}`);
      }
    }
    return found.slice(0, 5);
  });
}

test('no name steers, hides or becomes markup on any screen', async ({ page }) => {
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('dialog', (dialog) => {
    faults.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (/Content Security Policy|Refused/.test(message.text())) faults.push(message.text());
  });
  await migrateFiles(page, [
    {
      name: `${NASTY.map(({ text }) => text.slice(0, 12))
        .join('')
        .replaceAll(/[/\\\0]/g, '_')}.cfg`,
      text: router(NASTY.map(({ text }) => text)),
    },
    { name: 'inventory.yaml', text: INVENTORY },
  ]);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  const screens = await page
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('link')
    .allInnerTexts();
  expect(screens.length).toBeGreaterThan(5);
  for (const screen of screens.map((text) => text.split('\n')[0] ?? '')) {
    await goTo(page, screen);
    await page.waitForLoadState('networkidle');
    expect.soft([screen, await hiddenIn(page)]).toEqual([screen, []]);
    expect(
      await page
        .locator('body')
        .locator('script:not([src]), img[src], iframe, object, a[href^="javascript"]')
        .count(),
    ).toBe(0);
  }
  expect(faults).toEqual([]);
  const files = await exported(page);
  for (const path of Object.keys(files)) {
    expect(path).toMatch(/^[\w./-]+$/);
    expect(path).not.toMatch(/(?:^|\/)(?:con|nul|\.\.)(?:\/|\.|$)/);
  }
});
