/** Damaged and hostile texts: never an exception, always a whole account, always in linear time. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { corpusFiles, corpusText } from '../testing/corpus.ts';
import { anyDamage, anySoup } from '../testing/mutations.ts';
import { faults } from '../testing/reading-faults.ts';
import { parseIos } from './index.ts';

/** Set FC_SEED to run a failure again, FUZZ_RUNS to search longer. */
const runs = Number(process.env['FUZZ_RUNS'] ?? 300);

const fixtures = new URL('../../../fixtures/ios/', import.meta.url);
const texts = [
  ...readdirSync(fixtures).map((name) =>
    readFileSync(new URL(`${name}/input.cfg`, fixtures), 'utf8'),
  ),
  // Beside the repository; the fixtures alone will do where it is missing.
  ...corpusFiles()
    .filter(({ kind }) => kind !== 'filter-set' && kind !== 'normalised-rules')
    .map(({ file }) => corpusText(file).text)
    .filter((text) => text.length < 30_000),
];

describe('damaged texts', () => {
  test('of real configurations', () => {
    fc.assert(
      fc.property(fc.constantFrom(...texts), anyDamage, (text, damage) => {
        expect(faults(damage(text))).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  test('made of keywords and control characters', () => {
    fc.assert(
      fc.property(anySoup, (text) => {
        expect(faults(text)).toEqual([]);
      }),
      { numRuns: runs * 5 },
    );
  });

  test('of any characters at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect(faults(text)).toEqual([]);
      }),
      {
        numRuns: runs,
      },
    );
  });
});

describe('hostile texts', () => {
  const repeat = (line: string, count: number): string => line.repeat(count);
  const each = (count: number, line: (at: number) => string): string =>
    Array.from({ length: count }, (_, at) => line(at)).join('\n');

  /** Time of one reading in milliseconds, the best of three. */
  function time(text: string): number {
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 3; round += 1) {
      const start = performance.now();
      parseIos({ name: 'x', text });
      best = Math.min(best, performance.now() - start);
    }
    return best;
  }

  test.each<readonly [string, (count: number) => string]>([
    ['entries', (n) => repeat('access-list 101 permit tcp any any eq 80\n', n)],
    [
      'distinct entries',
      (n) => each(n, (at) => `access-list 101 permit tcp any any eq ${at % 65_536} ${at % 7}`),
    ],
    ['lists', (n) => each(n, (at) => `ip access-list extended L${at}\n permit ip any any`)],
    [
      'falling numbers',
      (n) =>
        `ip access-list extended L\n${each(n, (at) => ` ${n - at} permit tcp any any eq ${at}`)}`,
    ],
    [
      'removals',
      (n) =>
        `ip access-list extended L\n${each(n, (at) => ` ${at + 1} permit udp any any eq ${at % 60_000}`)}\n${each(n, (at) => ` no ${at + 1}`)}`,
    ],
    [
      'remark removals',
      (n) =>
        `ip access-list extended L\n${each(n, (at) => ` remark r${at}`)}\n${each(n, (at) => ` no remark r${at}`)}`,
    ],
    [
      'renumbered lists',
      (n) =>
        each(
          n,
          (at) =>
            `ip access-list extended L${at}\n permit ip any any\nip access-list resequence L${at} 5 5`,
        ),
    ],
    [
      'unterminated banners',
      (n) => each(n, (at) => `banner motd ${String.fromCharCode(0x3000 + (at % 20_000))}x`),
    ],
    ['one-line banners', (n) => repeat('banner motd #x#\n', n)],
    ['unterminated macros', (n) => repeat('macro name x\n', n)],
    ['certificates', (n) => repeat('certificate 01\n00AA\n', n)],
    ['carriage returns', (n) => repeat('\r', n * 20)],
    ['blanks', (n) => repeat(' ', n * 40)],
    ['backspaces', (n) => repeat(' --More-- \b\b\b\b ', n)],
    ['one long word', (n) => `access-list 101 permit ${repeat('x', n * 20)}`],
    ['one long number', (n) => `access-list 101 permit tcp any any eq ${repeat('9', n * 20)}`],
    ['one long line of ports', (n) => `access-list 101 permit tcp any any eq ${repeat('80 ', n)}`],
    [
      'one long line of options',
      (n) => `access-list 101 permit tcp any any ${repeat('log ack ', n)}`,
    ],
    [
      'one long line of parentheses',
      (n) => `access-list 101 permit tcp any any ${repeat('(', n * 10)}`,
    ],
    ['dots and digits', (n) => `access-list 101 permit ip ${repeat('1.', n * 10)}x any`],
    ['colons', (n) => `ipv6 access-list L\n permit ipv6 ${repeat('1:', n * 10)} any`],
    [
      'lines of 80 columns',
      (n) => repeat(`${'access-list 101 permit ip any any'.padEnd(80, ' x')}\nyy\n`, n),
    ],
    [
      'interface addresses',
      (n) =>
        `interface X\n${each(n, (at) => ` ip address 10.${at >> 16}.${(at >> 8) & 255}.${at & 255} 255.255.255.0 secondary`)}`,
    ],
    [
      'routes taken back',
      (n) =>
        each(
          n,
          (at) =>
            `ip route 10.${at >> 16}.${(at >> 8) & 255}.0 255.255.255.0 10.0.0.1\nno ip route 10.${at >> 16}.${(at >> 8) & 255}.0 255.255.255.0 10.0.0.1`,
        ),
    ],
    [
      'group members taken back',
      (n) =>
        `object-group network G\n${each(n, (at) => ` host 10.${at >> 16}.${(at >> 8) & 255}.${at & 255}\n no host 10.9.9.9`)}`,
    ],
    [
      'nested groups',
      (n) => each(n, (at) => `object-group network G${at}\n group-object G${at + 1}`),
    ],
    ['typing errors', (n) => repeat('access-list 101 permit tcp foo any eq 80\n', n)],
    ['abbreviations', (n) => repeat('access-l 101 perm tcp a a eq tel\n', n)],
    [
      'interrupted lists',
      (n) => `ip access-list extended L\n${repeat('foo\npermit ip any any\n', n)}`,
    ],
    ['prompts', (n) => repeat('R1#\n', n)],
    ['misspelled lines', (n) => repeat('acess-list 101 deny ip any any\n', n)],
    [
      'misspelled headers',
      (n) => each(n, (at) => `ip acess-list extended L${at % 7}\n deny ip any any`),
    ],
    [
      'bindings that cannot be read',
      (n) =>
        `interface X\n${repeat(' ip acces-group A in\n ip access-group B out\n ip access-group C in in\n', n)}`,
    ],
    ['bindings of no interface', (n) => repeat('ip access-group A in\n', n)],
    ['dashes that are none', (n) => repeat('ip access\u2013list extended L\n', n)],
    ['one long word of dashes', (n) => `ip access-group ${repeat('\u2013', n * 20)} in`],
    [
      'ranges of interfaces',
      (n) => repeat('interface range Gi0/1 - 9\n ip access-group A in\n', n),
    ],
    ['comments behind entries', (n) => repeat('access-list 101 permit ip any any ! x ! y\n', n)],
    ['refused commands', (n) => repeat('access-list 101 permit ip any any\n\n\n\n% Invalid\n', n)],
    [
      'answers that are far away',
      (n) => `% x\n${repeat('access-list 101 permit ip any any\n\n', n)}`,
    ],
    [
      'routing processes',
      (n) =>
        `${each(n, (at) => `interface Gi0/${at}\n ip address 10.${(at >> 8) & 255}.${at & 255}.1 255.255.255.0`)}\n${each(n, (at) => `router ospf ${at}\n network 10.${(at >> 8) & 255}.${at & 255}.0 0.0.0.255 area 0`)}`,
    ],
    [
      'neighbours in VRFs',
      (n) =>
        `router bgp 1\n${each(n, (at) => ` address-family ipv4 vrf V${at}\n  neighbor 10.0.${(at >> 8) & 255}.${at & 255} remote-as 2`)}\n${each(n, (at) => `ip route vrf V${at} 10.0.0.0 255.0.0.0 192.0.2.1`)}`,
    ],
    [
      'classes',
      (n) =>
        `${each(n, (at) => `class-map C${at}\n match class-map C${at + 1}\n match not class-map C${at + 2}\n match access-group name L`)}\npolicy-map P\n${each(n, (at) => ` class C${at}\n  drop`)}\ninterface X\n service-policy input P`,
    ],
    [
      'VLANs with maps',
      (n) =>
        each(
          n,
          (at) =>
            `vlan access-map M${at}\n action drop\nvlan filter M${at} vlan-list ${(at % 4000) + 1}`,
        ),
    ],
    [
      'entries of route maps',
      (n) =>
        `${each(n, (at) => `route-map R permit ${at}\n match ip address L${at}\n set interface Null0`)}\ninterface X\n ip policy route-map R`,
    ],
    [
      'switch ports',
      (n) =>
        each(
          n,
          (at) =>
            `interface Gi0/${at}\n switchport trunk allowed vlan add ${(at % 4000) + 1}\n channel-group ${at} mode on`,
        ),
    ],
    ['list uses', (n) => each(n, (at) => `snmp-server community C RO ${at}`)],
  ])('%s take linear time', { retry: 3 }, (_name, text) => {
    const small = 400;
    const factor = 10;
    time(text(small));
    // Quadratic would be a factor of 100; what a shared machine adds is not that much, nor that often.
    expect(time(text(small * factor))).toBeLessThan(Math.max(time(text(small)), 2) * factor * 5);
  });
});
