// Prints what the web app takes in a real browser: a long list from drop to drafts and proof, with the longest task of the main
// thread, and a ledger of 100,000 rows scrolled from end to end, with the frames in which no row stood in the middle of it.
// Build the page first. usage: node --conditions=@aclift/source scripts/measure-page.mts [entries] [workloads]
import type { Browser, Page } from '@playwright/test';
import { generatedEstate } from '../apps/cli/src/testing/generated-estate.ts';
import { withBuiltPage } from './built-page.mts';

const [entries = 10_000, workloads = 100] = process.argv.slice(2).map(Number);
const ROWS = 100_000;
/** A task that the browser calls long. */
const LONG_MS = 50;

/** Collects long tasks; runs in the page. */
const WATCH = `
globalThis.tasks = [];
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) tasks.push(Math.round(duration));
}).observe({ entryTypes: ['longtask'] });
`;

/** 400 wheel turns of 100 pixels, then the whole list in 300 leaps; looks at what is painted after each. Runs in the page. */
const SCROLL = `(async () => {
  const list = document.querySelector('[role="listbox"]');
  const { height, left, top, width } = list.getBoundingClientRect();
  const seen = { blank: 0, frames: 0 };
  const last = list.scrollHeight - list.clientHeight;
  const stops = [
    ...Array.from({ length: 400 }, (_, n) => n * 100),
    ...Array.from({ length: 300 }, (_, n) => (last * n) / 299),
  ];
  for (const stop of stops) {
    list.scrollTop = stop;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const middle = document.elementFromPoint(left + width / 2, top + height / 2);
    seen.frames += 1;
    if (!middle || middle.closest('[role="option"]') === null) seen.blank += 1;
  }
  return seen;
})()`;

await withBuiltPage(async (browser, address) => {
  const fresh = async (): Promise<Page> => open(browser, address);
  await measureRun(await fresh());
  await measureLedger(await fresh());
});

async function open(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(address);
  await page.evaluate(WATCH);
  return page;
}

async function give(page: Page, files: readonly (readonly [string, string])[]): Promise<void> {
  await page
    .getByLabel('Configurations and inventory')
    .setInputFiles(
      files.map(([name, text]) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })),
    );
}

/** The tasks over {@link LONG_MS} since the last call, in milliseconds, longest first. */
async function longTasks(page: Page): Promise<readonly number[]> {
  const tasks = await page.evaluate<number[]>('tasks.splice(0)');
  return tasks.filter((ms) => ms >= LONG_MS).toSorted((a, b) => b - a);
}

function said(tasks: readonly number[]): string {
  return `longest main-thread task ${tasks[0] ?? `under ${LONG_MS}`} ms (${tasks.length} over ${LONG_MS} ms)`;
}

async function measureRun(page: Page): Promise<void> {
  const { config, inventory } = generatedEstate({
    entries,
    workloads,
    addressesEach: 20,
    namespaces: 8,
  });
  await longTasks(page);
  await give(page, [
    ['big.cfg', config],
    ['inventory.yaml', inventory],
  ]);
  await page.getByRole('button', { name: 'Options' }).click();
  await page.getByRole('combobox', { name: 'Lists to take' }).fill('BIG');
  await page.keyboard.press('Enter');
  const start = performance.now();
  await page.getByRole('button', { name: 'Read, draft and prove' }).click();
  await page.getByRole('heading', { name: /^(?:Proven|Not proven)/ }).waitFor({ timeout: 600_000 });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const verdict = await page.getByRole('heading', { name: /^(?:Proven|Not proven)/ }).textContent();
  await page.waitForTimeout(1000);
  console.log(
    `${entries} entries, ${workloads} workloads, drop to drafts and proof: ${seconds} s; ${said(await longTasks(page))}; ${verdict}`,
  );
  for (const screen of ['Rules', 'Policies', 'Proof', 'Connectivity'] as const) {
    const opened = performance.now();
    await page
      .getByRole('navigation', { name: 'Screens' })
      .getByRole('link', { name: screen })
      .click();
    if (screen === 'Connectivity') await page.getByRole('grid').waitFor({ timeout: 300_000 });
    else await page.waitForTimeout(1500);
    const took =
      screen === 'Connectivity'
        ? `, shown after ${((performance.now() - opened) / 1000).toFixed(1)} s`
        : '';
    console.log(`  ${screen}: ${said(await longTasks(page))}${took}`);
  }
  const all = page.getByRole('button', { name: 'Show all workloads' });
  if ((await all.count()) > 0) {
    await all.click();
    await page.waitForTimeout(1500);
    console.log(`  Connectivity, all workloads: ${said(await longTasks(page))}`);
    await page.getByText('Graph', { exact: true }).click();
    await page.waitForTimeout(1500);
    console.log(`  Graph, all workloads: ${said(await longTasks(page))}`);
    await page.screenshot({ path: 'reports/graph.png' });
    await page.getByText('Matrix', { exact: true }).click();
    await page.screenshot({ path: 'reports/matrix.png' });
  }
  await page.close();
}

async function measureLedger(page: Page): Promise<void> {
  const { config } = generatedEstate({
    entries: ROWS,
    workloads: 400,
    addressesEach: 20,
    namespaces: 8,
  });
  await give(page, [['big.cfg', config]]);
  const start = performance.now();
  await page.getByRole('button', { name: 'Read, draft and prove' }).click();
  await page.getByRole('heading', { name: /^Nothing to prove/ }).waitFor({ timeout: 600_000 });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${ROWS} entries without inventory: ${seconds} s; ${said(await longTasks(page))}`);
  await page
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('link', { name: 'Rules' })
    .click();
  await page.getByRole('option').first().waitFor();
  await page.waitForTimeout(500);
  await longTasks(page);
  const { blank, frames } = await page.evaluate<{ blank: number; frames: number }>(SCROLL);
  console.log(`  ledger: ${blank} blank of ${frames} frames; ${said(await longTasks(page))}`);
  await page.close();
}
