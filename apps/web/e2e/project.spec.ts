import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aclift, CAMPUS, expect, goTo, ROOT, test, textsBelow } from './site.ts';

/** A copy of the sample of which half has no name, opened by `aclift review`. */
async function review(
  folder: string,
): Promise<{ readonly url: string; readonly stop: () => void }> {
  const cli = join(ROOT, 'apps/cli/bin/aclift.js');
  const process_: ChildProcess = spawn(process.execPath, [cli, 'review', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    process_.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(text);
      if (found !== null) resolve(found[0]);
    });
    process_.on('exit', (code) => reject(new Error(`aclift review ended with ${code}: ${text}`)));
  });
  return { url, stop: () => process_.kill('SIGTERM') };
}

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aclift-project-'));
  cpSync(join(ROOT, 'fixtures/suggest/campus'), folder, { recursive: true });
  cpSync(join(CAMPUS, 'campus-rtr.cfg'), join(folder, 'campus-rtr.cfg'));
});
test.afterEach(() => rmSync(folder, { recursive: true }));

test('a review is written into the project, and drafts beside it', async ({ page }) => {
  const { stop, url } = await review(folder);
  try {
    await page.goto(url);
    await page.getByRole('heading', { name: /^Proven/ }).waitFor();
    expect(page.url()).not.toContain('token');
    await goTo(page, 'Mappings');
    await page.getByRole('listbox', { name: 'Suggestions' }).focus();
    await page.keyboard.press('a');
    await expect(page.getByLabel('Progress')).toBeHidden();
    await page.getByRole('button', { name: 'Save to the project' }).click();
    await page.getByRole('menuitem', { name: 'Write inventory.yaml and decisions.yaml' }).click();
    await expect(page.getByRole('dialog')).toContainText(
      'Written: inventory.yaml, decisions.yaml.',
    );
    await page.keyboard.press('Escape');
    expect(readFileSync(join(folder, 'decisions.yaml'), 'utf8')).toContain('state: accepted');
    expect(readFileSync(join(folder, 'inventory.yaml'), 'utf8')).toContain('app: catalog');

    await page.getByRole('button', { name: 'Save to the project' }).click();
    await page.getByRole('menuitem', { name: 'Write drafts and reports to drafts/' }).click();
    await expect(page.getByRole('dialog')).toContainText('files in drafts/.');
    aclift(folder, 'migrate', 'campus-rtr.cfg', '-i', 'inventory.yaml', '-o', 'by-command');
    expect(textsBelow(join(folder, 'drafts'))).toEqual(textsBelow(join(folder, 'by-command')));
  } finally {
    stop();
  }
});

test('a file that changed meanwhile is overwritten only after a question', async ({ page }) => {
  const { stop, url } = await review(folder);
  try {
    await page.goto(url);
    await goTo(page, 'Mappings');
    await page.getByRole('listbox', { name: 'Suggestions' }).focus();
    await page.keyboard.press('d');
    await expect(page.getByLabel('Progress')).toBeHidden();
    expect(existsSync(join(folder, 'decisions.yaml'))).toBe(false);
    appendFileSync(join(folder, 'decisions.yaml'), 'version: 1\n# somebody else\n');
    await page.getByRole('button', { name: 'Save to the project' }).click();
    await page.getByRole('menuitem', { name: 'Write decisions.yaml' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('decisions.yaml has changed since it was read');
    expect(readFileSync(join(folder, 'decisions.yaml'), 'utf8')).toContain('# somebody else');
    await dialog.getByRole('button', { name: 'Overwrite' }).click();
    await expect(page.getByRole('dialog')).toContainText('Written: decisions.yaml.');
    expect(readFileSync(join(folder, 'decisions.yaml'), 'utf8')).toContain('state: deferred');
  } finally {
    stop();
  }
});

test('a colleague writes the inventory meanwhile: the difference is shown, and reviews are applied to the new one', async ({
  page,
}) => {
  const { stop, url } = await review(folder);
  try {
    await page.goto(url);
    await goTo(page, 'Mappings');
    await page.getByRole('listbox', { name: 'Suggestions' }).focus();
    await page.keyboard.press('a');
    await expect(page.getByLabel('Progress')).toBeHidden();
    appendFileSync(join(folder, 'inventory.yaml'), '# a line of a colleague\n');
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect(
      page.getByRole('status').filter({ hasText: 'inventory.yaml changed' }),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Save to the project' }).click();
    await page.getByRole('menuitem', { name: 'Write inventory.yaml and decisions.yaml' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Show the difference' }).click();
    await expect(dialog.getByLabel('Difference')).toContainText('-# a line of a colleague');
    await expect(dialog.getByLabel('Difference')).toContainText('app: catalog');
    await dialog.getByRole('button', { name: /apply my review to it again/ }).click();
    await expect(page.getByRole('dialog')).toContainText('Nothing is written yet');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Save to the project' }).click();
    await page.getByRole('menuitem', { name: 'Write inventory.yaml and decisions.yaml' }).click();
    await expect(page.getByRole('dialog')).toContainText('Written: inventory.yaml');
    const written = readFileSync(join(folder, 'inventory.yaml'), 'utf8');
    expect(written).toContain('# a line of a colleague');
    expect(written).toContain('app: catalog');
  } finally {
    stop();
  }
});

test('where nothing was reviewed, a file that changes on disk is read again by itself', async ({
  page,
}) => {
  const { stop, url } = await review(folder);
  try {
    await page.goto(url);
    await page.getByRole('heading', { name: /^Proven/ }).waitFor();
    appendFileSync(
      join(folder, 'campus-rtr.cfg'),
      'ip access-list extended LATE\n permit ip any any\n',
    );
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect(page.getByRole('heading', { name: /70 access-list lines/ })).toBeVisible();
  } finally {
    stop();
  }
});

test('the address works once', async ({ browser }) => {
  const { stop, url } = await review(folder);
  try {
    const first = await browser.newPage();
    await first.goto(url);
    await expect(first.getByRole('navigation', { name: 'Screens' })).toBeVisible();
    const other = await (await browser.newContext()).newPage();
    expect((await other.goto(url))?.status()).toBe(403);
    expect((await other.goto(new URL('/', url).href))?.status()).toBe(403);
  } finally {
    stop();
  }
});
