import { expect, test } from 'vitest';
import { isIgnoredByCilium, isLabelValue, labelKeyFault } from './label.ts';

test.each([
  { key: 'app', fault: undefined },
  { key: 'app.kubernetes.io/name', fault: undefined },
  { key: 'A_b.c-D', fault: undefined },
  { key: '', fault: 'empty' },
  { key: '-app', fault: 'bad-name' },
  { key: 'app/', fault: 'bad-name' },
  { key: 'a/b/c', fault: 'bad-name' },
  { key: '/app', fault: 'bad-prefix' },
  { key: 'Example.com/app', fault: 'bad-prefix' },
  { key: 'x'.repeat(64), fault: 'name-too-long' },
  { key: `${'x'.repeat(63)}/${'y'.repeat(63)}`, fault: undefined },
  { key: `${'x.'.repeat(127)}/y`, fault: 'bad-prefix' },
  { key: '__proto__', fault: 'bad-name' },
])('label key "$key": $fault', ({ key, fault }) => {
  expect(labelKeyFault(key)).toBe(fault);
});

test.each([
  { value: '', valid: true },
  { value: 'x'.repeat(63), valid: true },
  { value: 'x'.repeat(64), valid: false },
  { value: 'a b', valid: false },
  { value: 'a-', valid: false },
  { value: '1.10', valid: true },
])('label value "$value": $valid', ({ value, valid }) => {
  expect(isLabelValue(value)).toBe(valid);
});

test.each([
  { key: 'pod-template-hash', ignored: true },
  { key: 'topology.kubernetes.io/zone', ignored: true },
  { key: 'beta.kubernetes.io/arch', ignored: true },
  { key: 'failure-domain.beta.kubernetes.io/zone', ignored: true },
  { key: 'k8s.io/x', ignored: true },
  { key: 'app.kubernetes.io/name', ignored: false },
  { key: 'k8s-app', ignored: false },
])('Cilium ignores $key: $ignored', ({ key, ignored }) => {
  expect(isIgnoredByCilium(key)).toBe(ignored);
});
