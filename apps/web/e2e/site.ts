/** The built page, served on loopback for one worker of the test run, and what tests do on it again and again. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { expect, type Page, test as base } from '@playwright/test';
import { preview } from 'vite';

export const ROOT: string = join(import.meta.dirname, '../../..');
export const CAMPUS: string = join(ROOT, 'fixtures/scenarios/campus');

export const test = base.extend<object, { readonly site: string }>({
  site: [
    // Playwright reads the names of fixtures from the pattern.
    // oxlint-disable-next-line eslint/no-empty-pattern
    async ({}, use) => {
      const server = await preview({
        root: join(ROOT, 'apps/web'),
        logLevel: 'silent',
        preview: { host: '127.0.0.1', port: 0, strictPort: false },
      });
      await use(server.resolvedUrls?.local[0] ?? '');
      await server.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ site }, use) => {
    await use(site);
  },
});

export { expect };

/** Opens the page and migrates the sample. */
export async function openSample(page: Page): Promise<void> {
  await page.goto('./');
  await page.getByRole('button', { name: 'Open the campus sample' }).click();
  await page.getByRole('heading', { name: /^Proven/ }).waitFor();
}

/** Gives files to the page as if they were picked, and runs. */
export async function migrateFiles(
  page: Page,
  files: readonly { readonly name: string; readonly text: string }[],
): Promise<void> {
  await page.goto('./');
  await page.getByLabel('Configurations and inventory').setInputFiles(
    files.map(({ name, text }) => ({
      name,
      mimeType: 'text/plain',
      buffer: Buffer.from(text),
    })),
  );
  await page.getByRole('button', { name: 'Read, draft and prove' }).click();
}

/** Goes to a screen by the navigation. */
export async function goTo(page: Page, screen: string): Promise<void> {
  const link = page
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('link', { name: screen });
  await link.click();
  await expect(link).toHaveAttribute('aria-current', 'page');
  await expect(page.getByRole('heading', { level: 1 })).toBeAttached();
}

/** Files by their paths. */
export type Texts = Readonly<Record<string, string>>;

/** What the export button gives. */
export async function exported(page: Page): Promise<Texts> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /^Export drafts/ }).click(),
  ]);
  const files = unzipSync(readFileSync(await download.path()));
  return Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, strFromU8(bytes)]));
}

/** Runs the built command line in a folder. */
export function aclift(folder: string, ...args: readonly string[]): void {
  const cli = join(ROOT, 'apps/cli/bin/aclift.js');
  execFileSync(process.execPath, [cli, ...args], { cwd: folder, stdio: 'ignore' });
}

/** Every file below a folder, but for what the command remembers of one that it may write again. */
export function textsBelow(folder: string): Texts {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((item) => item.isFile() && item.name !== '.aclift-files.json')
      .map((item) => join(item.parentPath, item.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]),
  );
}
