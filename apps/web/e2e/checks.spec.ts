import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { CAMPUS, expect, goTo, openSample, test } from './site.ts';

const DRAFT = join(CAMPUS, 'golden/networkpolicy/policies/shop/shop-db-acl.yaml');

const FLOWS = `source,destination,protocol,port
10.10.20.31,10.10.40.25,tcp,25
10.10.20.31,10.10.40.25,tcp,25
10.10.20.31,10.10.30.11,tcp,5432
not an address,10.10.30.11,tcp,5432
`;

test('flows that were seen are judged in the page, also packed and cut short', async ({ page }) => {
  await openSample(page);
  await goTo(page, 'Checks');
  const packed = gzipSync(FLOWS);
  await page
    .getByLabel('Add flows: files')
    .setInputFiles([{ name: 'flows.csv.gz', mimeType: 'application/gzip', buffer: packed }]);
  const totals = page.getByRole('table', { name: 'Flows by what became of them' });
  await expect(totals.getByRole('row', { name: /would drop/ })).toContainText('2');
  await expect(totals.getByRole('row', { name: /could not be used/ })).toContainText('1');
  const drops = page.getByRole('list', { name: 'Would drop' });
  await expect(drops).toContainText('10.10.20.31 → 10.10.40.25 25/tcp (flows.csv.gz:2)');
  await drops.getByRole('button', { name: /permit tcp host 10\.10\.20\.31/ }).click();
  await expect(page.getByRole('option', { selected: true })).toContainText('needs-decision');

  await goTo(page, 'Checks');
  await page.getByRole('button', { name: 'Remove flows.csv.gz' }).click();
  await page.getByLabel('Add flows: files').setInputFiles([
    { name: 'cut.gz', mimeType: 'application/gzip', buffer: packed.subarray(0, 40) },
    { name: 'poem.txt', mimeType: 'text/plain', buffer: Buffer.from('no flows\nhere\n') },
  ]);
  await expect(page.getByRole('alert').first()).toContainText('A file was left out');
  await expect(page.getByText('cut.gz breaks off after line')).toBeVisible();
});

test('policies of a cluster are held against the lists, with a flow to try', async ({ page }) => {
  await openSample(page);
  await goTo(page, 'Checks');
  const text = readFileSync(DRAFT, 'utf8');
  await page.getByLabel('Add policies: files').setInputFiles([
    {
      name: 'cluster.yaml',
      mimeType: 'text/yaml',
      buffer: Buffer.from(text.replaceAll('port: 5432', 'port: 5433')),
    },
  ]);
  const check = page.getByRole('region', { name: 'Policies of a cluster against the lists' });
  await expect(check).toContainText('widened: these policies could avoid it');
  await expect(check).toContainText('narrowed: these policies could avoid it');
  await expect(check).toContainText('Flow to try: tcp from');
  await check
    .getByRole('button', { name: /^campus-rtr\.cfg:/ })
    .first()
    .click();
  await expect(page.getByRole('option', { selected: true })).toBeVisible();
});

test('policies and flows are told from other files where inputs are dropped', async ({ page }) => {
  await page.goto('./');
  await page
    .getByLabel('Configurations and inventory')

    .setInputFiles([
      ...[join(CAMPUS, 'campus-rtr.cfg'), join(CAMPUS, 'inventory.yaml'), DRAFT].map((path) => ({
        name: basename(path),
        mimeType: 'text/plain',
        buffer: readFileSync(path),
      })),
      { name: 'seen.csv', mimeType: 'text/csv', buffer: Buffer.from(FLOWS) },
    ]);
  await expect(page.getByText('policies, to be held against the lists')).toBeVisible();
  await expect(page.getByText('flows that were seen, 1 kB')).toBeVisible();
  await page.getByRole('button', { name: 'Read, draft and prove' }).click();
  await page.getByRole('heading', { name: /^Proven/ }).waitFor();
  await goTo(page, 'Checks');
  await expect(page.getByRole('row', { name: /would drop/ })).toContainText('2');
  await expect(page.getByText(/objects?: .* flows are decided alike/)).toBeVisible();
});
