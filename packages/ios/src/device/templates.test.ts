import { expect, test } from 'vitest';
import type { Device, Interface } from '@aclift/ir';
import { parseIos } from '../parse-ios.ts';

const LISTS = ['A', 'B', 'C']
  .map((name) => `ip access-list extended ${name}\n permit tcp any any eq 443\n`)
  .join('');

const TEMPLATE =
  'template PORT\n switchport access vlan 10\n switchport mode access\n ip access-group A in\n';

function read(text: string): Device {
  const { device, lines } = parseIos({ name: '', text: `${LISTS}${text}` });
  expect(lines.diagnostic).toBe(0);
  return device;
}

const bindingsOf = ({ bindings }: Interface): string[] =>
  bindings.map(({ direction, list }) => `${list} ${direction}`);

test('lines of a template stand at every interface that sources it, wherever the template stands', () => {
  const { interfaces, references } = read(
    `interface Gi1/0/1\n source template PORT\ninterface Gi1/0/2\n source template PORT\ninterface Gi1/0/3\n${TEMPLATE}`,
  );
  expect(interfaces.map(bindingsOf)).toEqual([['A in'], ['A in'], []]);
  expect(interfaces.map(({ switchport }) => switchport?.accessVlan)).toEqual([10, 10, undefined]);
  expect(references).toEqual([]);
});

test('lines of the interface win', () => {
  const [at] = read(
    `${TEMPLATE}interface Gi1/0/1\n source template PORT\n switchport access vlan 20\n ip access-group B in\n ip access-group C out\n`,
  ).interfaces;
  expect(at && bindingsOf(at)).toEqual(['B in', 'C out']);
  expect(at?.switchport).toEqual({ mode: 'access', accessVlan: 20 });
});

test('a policy of a template filters too', () => {
  const [at] = read(
    'class-map WORM\n match access-group name B\npolicy-map P\n class WORM\n  drop\ntemplate PORT\n service-policy input P\ninterface Gi1/0/1\n source template PORT\n',
  ).interfaces;
  expect(at?.filters?.map(({ direction, filter }) => [direction, filter.name])).toEqual([
    ['in', 'P'],
  ]);
});

test.each([
  ['a template that no interface sources', TEMPLATE, 'template PORT'],
  [
    'one that was sourced once',
    `${TEMPLATE}interface Gi1/0/1\n source template PORT\n no source template PORT\n`,
    'template PORT',
  ],
  [
    'a service template',
    'service-template GUEST\n ip access-group A in\n',
    'service-template GUEST',
  ],
])('%s only uses its list', (_name, text, within) => {
  const { interfaces, references } = read(text);
  expect(interfaces.flatMap(bindingsOf)).toEqual([]);
  expect(references.map((one) => [one.list, one.use, one.within])).toEqual([
    ['A', 'other', within],
  ]);
});

test('a template that is nowhere may bind anything, one that images come with does not', () => {
  const { device, diagnostics } = parseIos({
    name: '',
    text: 'interface Gi1/0/1\n source template PORT\ninterface Gi1/0/2\n source template LAP_INTERFACE_TEMPLATE\n',
  });
  expect(device.interfaces.map(({ unread }) => unread?.map(({ text }) => text))).toEqual([
    ['source template PORT'],
    undefined,
  ]);
  expect(diagnostics.map(({ facts }) => facts)).toEqual([{ kind: 'template', name: 'PORT' }]);
});

test('virtual templates are interfaces', () => {
  const [at] = read(
    'interface Virtual-Template1\n ip unnumbered Loopback0\n ip access-group A in\n',
  ).interfaces;
  expect(at && bindingsOf(at)).toEqual(['A in']);
});

test.each([
  ['a list that has entries', 'access-list 110 permit tcp any any eq 179\n', 'deny'],
  ['a list of remarks', 'access-list 110 remark nothing\n', 'permit'],
  ['a list that is missing', '', 'permit'],
])('ip receive with %s: what it does not name', (_name, list, otherwise) => {
  const { device } = parseIos({ name: '', text: `ip receive access-list 110\n${list}` });
  expect(device.receive?.map((filter) => [filter.name, filter.steps, filter.otherwise])).toEqual([
    ['110', otherwise === 'deny' ? [{ kind: 'entries', list: '110' }] : [], otherwise],
  ]);
  expect(device.references.map(({ list: name, use }) => `${name} ${use}`)).toEqual([
    '110 device-access',
  ]);
});

test('no ip receive takes it back', () => {
  expect(read('ip receive access-list 110\nno ip receive access-list\n').receive).toBeUndefined();
});
