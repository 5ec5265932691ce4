import { expect, test } from 'vitest';
import { isAmbiguous, resolvePlain } from './yaml-scalar.ts';

test.each([
  { plain: 'web', value: 'web' },
  { plain: '', value: null },
  { plain: '~', value: null },
  { plain: 'yes', value: true },
  { plain: 'y', value: true },
  { plain: 'Off', value: false },
  { plain: 'yEs', value: 'yEs' },
  { plain: '80', value: 80 },
  { plain: '-1', value: -1 },
  { plain: '010', value: 8 },
  { plain: '-010', value: -8 },
  { plain: '0o17', value: 15 },
  { plain: '0x1F', value: 31 },
  { plain: '0b11', value: 3 },
  { plain: '089', value: 89 },
  { plain: '1_000', value: 1000 },
  { plain: '_1', value: '_1' },
  { plain: '1.5', value: 1.5 },
  { plain: '1e3', value: 1000 },
  { plain: '.5', value: 0.5 },
  { plain: '.', value: '.' },
  { plain: '10.0.0.1', value: '10.0.0.1' },
  { plain: '1:30', value: '1:30' },
  { plain: '2026-01-01', value: '2026-01-01' },
])('$plain is $value', ({ plain, value }) => {
  expect(resolvePlain(plain)).toBe(value);
});

test.each(['.', 'e0', '1_.5', '1:30', '2026-01-01', '=', '<<'])(
  '%s is quoted for other readers',
  (plain) => {
    expect(isAmbiguous(plain)).toBe(true);
  },
);

test.each(['10.0.0.1', '10.0.0.0/8', 'e5x', 'a_b', '2001:db8::/32'])('%s is not', (plain) => {
  expect(isAmbiguous(plain)).toBe(false);
});
