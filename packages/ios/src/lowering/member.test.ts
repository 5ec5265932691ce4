import { explain } from '@aclift/diagnostics';
import { describe, expect, test } from 'vitest';
import { iosCatalogue } from '../catalogue.ts';
import { parseIos } from '../parse-ios.ts';

/** The members of a network group with these lines, and what is said of them. */
function group(...lines: readonly string[]): {
  members: readonly string[];
  said: readonly string[];
} {
  const text = ['object-group network G', ...lines.map((line) => ` ${line}`)].join('\n');
  const { device, diagnostics } = parseIos({ name: '', text });
  const [found] = device.objectGroups;
  return {
    members: found?.kind === 'network' ? found.members.map(({ kind }) => kind) : [],
    said: diagnostics
      .filter(({ code }) => code !== 'ios/unused-group')
      .map((one) => `${one.code}: ${explain(iosCatalogue, one).help ?? ''}`),
  };
}

describe('a wildcard in a network group makes the group unknown, and the mask that was meant is named:', () => {
  test.each([
    ['10.1.2.0 0.0.0.255', '10.1.2.0 255.255.255.0'],
    ['198.51.100.32 0.0.0.15', '198.51.100.32 255.255.255.240'],
    ['10.1.2.3 0.0.0.255', '10.1.2.0 255.255.255.0'],
    ['10.0.0.0 0.255.255.255', '10.0.0.0 255.0.0.0'],
    ['10.0.0.0 0.0.16.255', '10.0.0.0 255.255.239.0'],
    ['10.1.2.3 0.0.0.0', 'host 10.1.2.3'],
    ['0.0.0.0 255.255.255.255', 'any'],
  ])('%s', (line, meant) => {
    const { members, said } = group(line);
    expect(members).toEqual(['unrecognized']);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^ios\/wildcard-as-netmask: /);
    expect(said[0]).toContain(`${meant} was probably meant`);
  });
});

test.each([
  ['10.1.2.0 255.255.255.0', 'prefix'],
  ['10.1.2.3 255.255.255.255', 'prefix'],
  ['0.0.0.0 0.0.0.0', 'prefix'],
  ['128.0.0.0 128.0.0.0', 'prefix'],
  ['10.0.0.1 255.0.255.255', 'masked'],
  ['10.1.2.0/24', 'prefix'],
])('%s is a member', (line, kind) => {
  expect(group(line)).toEqual({ members: [kind], said: [] });
});

test('a removal that cannot be read makes the group unknown too', () => {
  expect(group('10.1.2.0 255.255.255.0', 'no 10.1.2.0 0.0.0.255').members).toEqual([
    'prefix',
    'unrecognized',
  ]);
});
