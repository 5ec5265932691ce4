import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect, exported, goTo, ROOT, test, textsBelow } from './site.ts';

test('a review is saved as one file, opened again as it was, and read by the command line', async ({
  page,
}) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'half of its names missing' }).click();
  await page.getByRole('listbox', { name: 'Suggestions' }).focus();
  await page.keyboard.press('a');
  await expect(page.getByLabel('Progress')).toBeHidden();
  await goTo(page, 'Policies');
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.locator('.cm-line', { hasText: 'port: ' }).first().click();
  await page.keyboard.press('End');
  await page.keyboard.type('9');
  await page.getByText('Against the lists:').waitFor();
  const before = await exported(page);
  expect(before['edited.txt']).toContain('policies/');
  await page.getByRole('button', { name: 'More ways to export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Project, to go on later' }).click(),
  ]);
  const zip = readFileSync(await download.path());
  await page.goto('about:blank');
  await page.goto('./');
  await page
    .getByLabel('Configurations and inventory')
    .setInputFiles([{ name: 'aclift-project.zip', mimeType: 'application/zip', buffer: zip }]);
  await page.getByRole('heading', { name: /^Proven/ }).waitFor();
  expect(await exported(page)).toEqual(before);
  await goTo(page, 'Mappings');
  await expect(page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option')).toHaveCount(
    3,
  );

  const folder = mkdtempSync(join(tmpdir(), 'aclift-e2e-'));
  try {
    for (const [path, bytes] of Object.entries(unzipSync(zip))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    const cli = join(ROOT, 'apps/cli/bin/aclift.js');
    execFileSync(process.execPath, [cli, 'migrate', '-o', 'out'], { cwd: folder, stdio: 'ignore' });
    const { 'edited.txt': note = '', ...rest } = before;
    const out = textsBelow(join(folder, 'out'));
    const own = ['inventory.yaml', 'decisions.yaml'];
    const edited = note.split('\n').filter((line) => line.startsWith('policies/'));
    expect(edited).toHaveLength(1);
    const unedited = (files: Readonly<Record<string, string>>) =>
      Object.fromEntries(
        Object.entries(files).filter(([path]) => ![...own, ...edited].includes(path)),
      );
    expect(unedited(out)).toEqual(unedited(rest));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a zip file that is no project is refused in words', async ({ page }) => {
  await page.goto('./');
  await page.getByLabel('Configurations and inventory').setInputFiles([
    {
      name: 'other.zip',
      mimeType: 'application/zip',
      buffer: Buffer.from([0x50, 0x4b, 3, 4, 9, 9, 9]),
    },
  ]);
  await expect(page.getByRole('status')).toContainText('other.zip is damaged');
});
