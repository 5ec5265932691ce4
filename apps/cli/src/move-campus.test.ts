/** The campus sample moved in three waves, as docs/guides/moving.md tells it. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Workplace } from './testing/run-aclift.ts';

const FIXTURES = join(import.meta.dirname, '../../../fixtures');
const GOLDEN = join(FIXTURES, 'move/campus/golden');
const place = new Workplace({
  'campus-rtr.cfg': readFileSync(join(FIXTURES, 'scenarios/campus/campus-rtr.cfg'), 'utf8'),
  'inventory.yaml': readFileSync(join(FIXTURES, 'move/campus/inventory.yaml'), 'utf8'),
});
afterAll(() => place[Symbol.dispose]());
const WAVES = [
  '--wave=platform/prometheus',
  '--wave=platform/edge-proxy,shop/storefront',
  '--wave=shop/cart,shop/catalog,shop/shop-db,billing/invoices,billing/ledger-db',
];
const ARGUMENTS = ['campus-rtr.cfg', '-i', 'inventory.yaml', '-t', 'cilium', '-o', 'plan'];
const { code, out } = await place.run('move', 'plan', ...ARGUMENTS, ...WAVES);

test('every state is proven', async () => {
  expect(code).toBe(0);
  await expect(out).toMatchFileSnapshot(join(GOLDEN, 'summary.txt'));
});

test('plan.md reads as checked in', async () => {
  const text = readFileSync(join(place.folder, 'plan/plan.md'), 'utf8');
  await expect(text).toMatchFileSnapshot(join(GOLDEN, 'plan.md'));
});

test('what is left of the lists is as checked in', async () => {
  const text = readFileSync(join(place.folder, 'plan/end/residue.md'), 'utf8');
  await expect(text).toMatchFileSnapshot(join(GOLDEN, 'residue.md'));
});

test('the configuration at the end decides every packet as the last state does', async () => {
  const typed = ['resequence', 'before', 'after'];
  const config = readFileSync(join(place.folder, 'campus-rtr.cfg'), 'utf8');
  const commands = [1, 2, 3].flatMap((wave) =>
    typed.flatMap((name) => {
      const file = join(place.folder, `plan/wave-${wave}/campus-rtr/${name}.ios`);
      return existsSync(file) ? [readFileSync(file, 'utf8')] : [];
    }),
  );
  writeFileSync(join(place.folder, 'typed.cfg'), `${config}${commands.join('')}`);
  const { code: differs, out: said } = await place.run(
    'diff',
    'typed.cfg',
    'plan/end/campus-rtr.cfg',
  );
  expect(said.match(/: equal: every packet fares as before/g)?.length).toBeGreaterThan(8);
  expect(differs).toBe(0);
});

test.each([1, 2, 3])('the commands of wave %i are as checked in', async (wave) => {
  const folder = join(place.folder, `plan/wave-${wave}/campus-rtr`);
  for (const name of readdirSync(folder).toSorted()) {
    const golden = join(GOLDEN, `wave-${wave}-${name}`);
    // oxlint-disable-next-line no-await-in-loop -- one file after the other
    await expect(readFileSync(join(folder, name), 'utf8')).toMatchFileSnapshot(golden);
  }
});
