import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CAMPUS, expect, migrateFiles, goTo, openSample, test } from './site.ts';

const campus = readFileSync(join(CAMPUS, 'campus-rtr.cfg'), 'utf8');

test('an inventory with an error is shown with its place, and the page stays usable', async ({
  page,
}) => {
  const inventory =
    'version: 1\nworkloads:\n  - namespace: shop\n    labels: { app: web }\n    addresses: [10.10.10.300]\n';
  await migrateFiles(page, [
    { name: 'campus-rtr.cfg', text: campus },
    { name: 'inventory.yaml', text: inventory },
  ]);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('mend the inventory first');
  await expect(alert).toContainText('inventory.yaml:5:17');
  await expect(alert).toContainText('addresses: [10.10.10.300]');
  await page.getByRole('button', { name: 'Remove inventory.yaml' }).click();
  await page.getByRole('button', { name: 'Read, draft and prove' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing to prove', exact: true })).toBeVisible();
  await expect(page.getByText('Without an inventory there is nobody to select')).toBeVisible();
});

test('another dialect is refused with the line that gives it away', async ({ page }) => {
  await migrateFiles(page, [
    {
      name: 'fw.cfg',
      text: 'ASA Version 9.8(2)\n!\nhostname fw\naccess-list IN extended permit ip any any\n',
    },
  ]);
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('fw.cfg: no IOS configuration');
  await expect(alert).toContainText('fw.cfg:1:1');
});

test('a line that is not understood is in the ledger, and its message leads there', async ({
  page,
}) => {
  await migrateFiles(page, [
    {
      name: 'edge.cfg',
      text: 'interface Vlan1\n ip address 10.1.0.1 255.255.255.0\n ip access-group IN in\nip access-list extended IN\n permit tcp any any eq 443\n permit tcp any anyy eq 80\n',
    },
  ]);
  await page.getByRole('button', { name: 'edge.cfg:6', exact: false }).first().click();
  await expect(
    page.getByRole('option', { name: /anyy/, selected: true }).getByText('unparsed'),
  ).toBeVisible();
});

test('a long run can be cancelled', async ({ page }) => {
  const lines = Array.from(
    { length: 30_000 },
    (_, i) =>
      ` permit tcp host 10.${i % 250}.${(i * 7) % 250}.${(i * 13) % 250} host 172.16.${(i * 3) % 250}.${(i * 11) % 250} eq ${1 + (i % 6000)}`,
  );
  await migrateFiles(page, [
    {
      name: 'big.cfg',
      text: `interface Vlan1\n ip address 10.0.0.1 255.0.0.0\n ip access-group IN in\nip access-list extended IN\n${lines.join('\n')}\n`,
    },
  ]);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Cancelled. Nothing was changed.')).toBeVisible();
  await openSample(page);
});

test('hostile text is shown as text', async ({ page }) => {
  const attack = '<img/src=x/onerror=window.hacked=1>';
  const config = `hostname ${attack}
interface Vlan1
 ip address 10.1.0.1 255.255.255.0
 ip access-group ${attack} in
interface Vlan2
 ip address 10.2.0.1 255.255.255.0
ip access-list extended ${attack}
 remark ${attack} \u202Edesrever\u0007
 permit tcp 10.1.0.0 0.0.0.255 host 10.2.0.9 eq 443
 permit tcp 10.1.0.0 0.0.0.255 host 10.2.0.9 eq 443 ${attack}
`;
  const inventory = `version: 1
workloads:
  - namespace: shop
    labels: { app: web }
    addresses: [10.1.0.0/24]
  - namespace: shop
    labels: { app: api }
    addresses: [10.2.0.9]
externals:
  - { name: "${attack}", addresses: [10.9.0.0/16] }
`;
  await migrateFiles(page, [
    { name: `${attack.replaceAll('/', '.')}.cfg`, text: config },
    { name: 'inventory.yaml', text: inventory },
  ]);
  // Whether a name like this is refused or used, it is text.
  await expect(page.getByText(attack).first()).toBeVisible();
  if (await page.getByRole('alert').isVisible()) {
    await page.getByRole('button', { name: 'Remove inventory.yaml' }).click();
    await page.getByRole('button', { name: 'Read, draft and prove' }).click();
  }
  for (const screen of ['Overview', 'Rules', 'Policies', 'Proof']) {
    await goTo(page, screen);
    // The editor has images of its own without a source.
    expect(await page.locator('img[src]').count()).toBe(0);
  }
  await goTo(page, 'Rules');
  await expect(page.getByRole('option').first()).toContainText('10.2.0.9');
  // The mark that turns the direction of writing never reaches the screen as itself.
  expect(await page.locator('body').innerText()).not.toContain('\u202E');
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
});
