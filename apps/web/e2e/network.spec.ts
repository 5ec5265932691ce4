import { expect, goTo, migrateFiles, openSample, test } from './site.ts';

const INVENTORY = `version: 1
workloads:
  - namespace: shop
    labels: { app: web }
    addresses: [10.1.7.10]
  - namespace: shop
    labels: { app: db }
    addresses: [10.1.9.10]
`;

const edge = (n: number): string => `hostname edge${n}
interface GigabitEthernet0/0
 ip address 198.51.100.${n} 255.255.255.248
 ip access-group FROM-OUTSIDE in
interface GigabitEthernet0/1
 ip address 10.0.${n}.1 255.255.255.252
ip route 0.0.0.0 0.0.0.0 198.51.100.6
ip route 10.1.0.0 255.255.0.0 10.0.${n}.2
ip access-list extended FROM-OUTSIDE
 permit tcp any 10.1.0.0 0.0.255.255 eq 443
`;

const CORE = [
  'hostname core',
  'interface GigabitEthernet0/1',
  ' ip address 10.0.1.2 255.255.255.252',
  'interface GigabitEthernet0/2',
  ' ip address 10.0.2.2 255.255.255.252',
  ...Array.from({ length: 200 }, (_, n) => [
    `interface Vlan${n + 1}`,
    ` ip address 10.1.${n}.1 255.255.255.0`,
    ' ip access-group USERS in',
  ]).flat(),
  'ip route 0.0.0.0 0.0.0.0 10.0.1.1',
  'ip route 0.0.0.0 0.0.0.0 10.0.2.1',
  'ip access-list extended USERS',
  ' permit ip any any',
  '',
].join('\n');

const LARGE = [
  { name: 'edge1.cfg', text: edge(1) },
  { name: 'edge2.cfg', text: edge(2) },
  { name: 'core.cfg', text: CORE },
  { name: 'inventory.yaml', text: INVENTORY },
];

test('every link stands in the table with its filters, which lead to their lines', async ({
  page,
}) => {
  await openSample(page);
  await goTo(page, 'Network');
  const table = page.getByRole('region', { name: 'Links and filters' });
  const row = table.getByRole('row').filter({ hasText: '10.10.20.0/24' });
  await expect(row.getByRole('rowheader')).toContainText('campus-rtr Vlan20');
  await expect(row.getByRole('cell').nth(0)).toContainText('APP-IN');
  await expect(row.getByRole('cell').nth(1)).toContainText('APP-OUT');
  await expect(table).toContainText('campus-rtr Vlan99 shut down');
  await row.getByRole('button', { name: 'APP-IN' }).click();
  await expect(page.getByRole('link', { name: /^Rules/ })).toHaveAttribute('aria-current', 'page');
  await expect(page.locator('.cm-line', { hasText: 'ip access-group APP-IN in' })).toBeVisible();
});

test('a node is chosen by keyboard, and the table keeps its links', async ({ page }) => {
  await openSample(page);
  await goTo(page, 'Network');
  const table = page.getByRole('region', { name: 'Links and filters' });
  await page.getByRole('button', { name: 'Segment 10.10.30.0/24' }).press('Enter');
  await expect(table.getByRole('status')).toHaveText('1 of 8 links at 10.10.30.0/24');
  await expect(table.getByRole('rowheader')).toHaveCount(1);
  await page.getByRole('button', { name: 'All links' }).click();
  await page.getByRole('textbox', { name: 'Find links' }).fill('internet-in');
  await expect(table.getByRole('rowheader')).toHaveText([/198\.51\.100\.0\/30/, /elsewhere/]);
});

test('the way of a traced flow is highlighted, and so is its answer', async ({ page }) => {
  await openSample(page);
  await goTo(page, 'Trace');
  await page.getByRole('combobox', { name: 'From' }).fill('shop/cart');
  await page.getByRole('combobox', { name: 'To' }).fill('shop-db');
  await page.getByRole('textbox', { name: 'Service' }).fill('5432/tcp');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Show the way in the network' }).first().click();
  const hops = page.getByRole('list', { name: 'Hops' });
  await expect(hops.getByRole('listitem')).toHaveText([
    'campus-rtr Vlan20 inAPP-IN: permit',
    'campus-rtr Vlan30 outDB-OUT: permit',
  ]);
  await expect(page.getByRole('row').filter({ hasText: 'on the way' })).toHaveText([
    /Vlan20.*on the way, in/,
    /Vlan30.*on the way, out/,
  ]);
  await expect(page.getByRole('button', { name: /on the way$/ })).toHaveCount(3);
  await page.getByRole('combobox', { name: 'Way' }).click();
  await page.getByRole('option', { name: 'Answer' }).click();
  await expect(hops.getByRole('listitem')).toHaveText([/Vlan30 in/, /Vlan20 out/]);
});

test('a device with two hundred segments shows them as one, and those on the way by themselves', async ({
  page,
}) => {
  await migrateFiles(page, LARGE);
  await page.getByRole('navigation', { name: 'Screens' }).waitFor();
  await goTo(page, 'Network');
  const picture = page.getByRole('region', { name: 'Picture' });
  await expect(
    picture.getByRole('button', { name: 'Show 200 segments 200 filters' }),
  ).toBeVisible();
  await goTo(page, 'Trace');
  await page.getByRole('combobox', { name: 'From' }).fill('203.0.113.9');
  await page.getByRole('combobox', { name: 'To' }).fill('shop/web');
  await page.getByRole('textbox', { name: 'Service' }).fill('443/tcp');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Show way 2 in the network' }).first().click();
  await expect(page.getByRole('combobox', { name: 'Way' })).toHaveValue('Opening, way 2 of 2');
  await expect(page.getByRole('list', { name: 'Hops' })).toContainText('edge2');
  await expect(
    picture.getByRole('button', { name: 'Segment 10.1.7.0/24 on the way' }),
  ).toBeVisible();
  await picture.getByRole('button', { name: 'Show 199 segments 199 filters' }).press('Enter');
  await picture
    .getByRole('button', { name: 'Segment 10.1.150.0/24 Vl151: filters in' })
    .press('Enter');
  await expect(page.getByRole('region', { name: 'Links and filters' })).toContainText(
    '1 of 208 links at 10.1.150.0/24',
  );
  await picture.getByRole('button', { name: 'Fold 199 segments' }).press('Enter');
  await expect(picture.getByRole('button', { name: 'Segment 10.1.150.0/24' })).toHaveCount(0);
});
