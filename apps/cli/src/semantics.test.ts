/**
 * How a device behaves is asked of the device, not of its dialect: the same texts, on devices of a made-up system that does
 * each thing the other way.
 */
import { migrate, type Migration } from '@aclift/core';
import { readTracedService, trace, type TraceReport } from '@aclift/insight';
import { lint, type LintReport } from '@aclift/analysis';
import { printLine, readText } from '@aclift/dialects';
import { readInventory } from '@aclift/inventory';
import type { Device, Semantics } from '@aclift/ir';
import { describe, expect, test } from 'vitest';
import { DEFAULTS } from './testing/scenario.ts';

const INVENTORY = `version: 1
namespaces: { shop: {} }
workloads:
  - { namespace: shop, labels: { app: web }, addresses: [198.51.100.10] }
  - { namespace: shop, labels: { app: db }, addresses: [203.0.113.10] }
`;

const ROUTER = `hostname r1
interface GigabitEthernet0/0
 ip address 198.51.100.1 255.255.255.0
 ip access-group WEB in
interface GigabitEthernet0/1
 ip address 203.0.113.1 255.255.255.0
 ip access-group DB in
`;

interface Made {
  readonly devices: readonly Device[];
  readonly sources: readonly { readonly name: string; readonly text: string }[];
}

/** A router with the lists, of a system that behaves like IOS but for `other`. */
function made(lists: string, other: Partial<Semantics>): Made {
  const source = { name: 'r1.cfg', text: `${ROUTER}${lists}end\n` };
  const { device, refusal } = readText(source);
  expect(refusal).toBeUndefined();
  const semantics = { ...device.semantics, system: 'Quux', ...other };
  return { devices: [{ ...device, semantics }], sources: [source] };
}

function inventory(): NonNullable<ReturnType<typeof readInventory>['value']> {
  const { value } = readInventory({ name: 'i.yaml', text: INVENTORY });
  if (value === undefined) throw new Error('bad test input');
  return value;
}

function migrated({ devices, sources }: Made): Migration {
  return migrate({
    devices,
    inventory: inventory(),
    sources: [...sources, { name: 'i.yaml', text: INVENTORY }],
    diagnostics: [],
    options: DEFAULTS,
  });
}

function traced({ devices, sources }: Made, port: string): TraceReport {
  const service = readTracedService(port);
  if (service === undefined) throw new Error('bad test input');
  const result = trace({
    devices,
    inventory: inventory(),
    sources: [...sources, { name: 'i.yaml', text: INVENTORY }],
    diagnostics: [],
    flow: { from: 'web', to: 'db', ...service },
    options: DEFAULTS,
  });
  if (result.kind !== 'traced') throw new Error('no end');
  return result.report;
}

function linted({ devices, sources }: Made): LintReport {
  return lint({ devices, sources, diagnostics: [], printLine });
}

/** `OUTCOME/REASON` of each line of the lists, in order. */
function outcomes(of: Migration): readonly string[] {
  return of.report.ledger.entries.map(({ outcome, reason }) => `${outcome}/${reason}`);
}

const PERMIT_DB = 'ip access-list extended WEB\n permit tcp any any eq 5432\n';
const BACK = 'ip access-list extended DB\n permit tcp host 203.0.113.10 any established\n';

describe('a bound list without entries', () => {
  const lists = `ip access-list extended WEB\n${BACK}`;
  test.each([
    { does: 'permits' as const, verdict: 'unfiltered', words: 'it permits everything there' },
    { does: 'denies' as const, verdict: 'deny', words: 'it permits nothing there' },
  ])('$does where the system says so', ({ does, verdict, words }) => {
    const given = made(lists, { emptyList: does });
    expect(traced(given, '5432/tcp').today.opening.verdict).toBe(verdict);
    const { diagnostics } = migrated(given).report;
    expect(diagnostics.find(({ code }) => code === 'core/empty-list')?.message).toContain(words);
  });
});

describe('the sentence about a list that is not defined', () => {
  test('names the system of the device', () => {
    const { diagnostics } = migrated(made(BACK, {})).report;
    const said = diagnostics.find(({ code }) => code === 'core/undefined-list');
    expect(said?.help).toContain('Quux lets everything through');
    expect(said?.help).not.toContain('IOS');
  });
});

describe('answers', () => {
  const noWayBack = 'ip access-list extended DB\n deny ip any any\n';
  test('meet the lists of the way back where they are packets like others', () => {
    const { opening, reply } = traced(made(PERMIT_DB + noWayBack, {}), '5432/tcp').today;
    expect([opening.verdict, reply?.verdict]).toEqual(['permit', 'deny']);
  });
  const remembers = { answers: { connections: 'pass', icmp: 'filtered' } } as const;
  test('pass where the device remembers connections', () => {
    const { opening, reply } = traced(made(PERMIT_DB + noWayBack, remembers), '5432/tcp').today;
    expect([opening.verdict, reply?.verdict]).toEqual(['permit', 'permit']);
  });
  test('of a connection that the device stops are not remembered', () => {
    const { opening, reply } = traced(made(PERMIT_DB + noWayBack, remembers), '22/tcp').today;
    expect([opening.verdict, reply?.verdict]).toEqual(['deny', 'deny']);
  });
  test('of ICMP are a matter of their own', () => {
    const echo = 'ip access-list extended WEB\n permit icmp any any echo\n';
    const of = (icmp: 'filtered' | 'pass'): string | undefined =>
      traced(made(echo + noWayBack, { answers: { connections: 'pass', icmp } }), 'icmp/8').today
        .reply?.verdict;
    expect([of('filtered'), of('pass')]).toEqual(['deny', 'permit']);
  });
  test('are missed by a permit only where they meet lists', () => {
    const lists = `${PERMIT_DB}ip access-list extended OUT\n deny ip any any\n`;
    const at = (other: Partial<Semantics>): readonly string[] => {
      const source = {
        name: 'r1.cfg',
        text: `${ROUTER.replace('WEB in', 'WEB in\n ip access-group OUT out')}${lists}end\n`,
      };
      const { device } = readText(source);
      const devices = [{ ...device, semantics: { ...device.semantics, ...other } }];
      return linted({ devices, sources: [source] }).findings.map(({ code }) => code);
    };
    expect(at({})).toContain('lint/one-way-permit');
    expect(at(remembers)).not.toContain('lint/one-way-permit');
  });
  test('need no entry of their own where they pass by themselves', () => {
    const reply = 'ip access-list extended DB\n permit udp any eq domain any gt 1023\n';
    const ask = 'ip access-list extended WEB\n permit udp any any eq domain\n';
    expect(outcomes(migrated(made(ask + reply, {})))[1]).toContain('return-traffic');
    expect(outcomes(migrated(made(ask + reply, remembers)))[1]).not.toContain('return-traffic');
  });
});

describe('an entry takes as many ports after eq as the system says', () => {
  const lists = `ip access-list extended WEB
 permit tcp any any eq 80 443
 permit tcp any any eq 8080 8443
`;
  test.each([
    { portsAfterEq: 10, merges: true },
    { portsAfterEq: 3, merges: false },
  ])('$portsAfterEq', ({ merges, portsAfterEq }) => {
    const { findings } = linted(made(lists, { portsAfterEq }));
    expect(findings.some(({ code }) => code === 'lint/mergeable')).toBe(merges);
  });
});

describe('addresses that are translated', () => {
  const nat = 'ip nat inside source static 203.0.113.10 192.0.2.10\n';
  const lists = `ip access-list extended WEB\n permit tcp any host 192.0.2.10 eq 5432\n${BACK}`;
  const given = (addresses: 'wire' | 'real'): TraceReport => {
    const text = `${ROUTER.replace(
      ' ip access-group WEB',
      ' ip nat outside\n ip access-group WEB',
    ).replace(' ip access-group DB', ' ip nat inside\n ip access-group DB')}${nat}${lists}end\n`;
    const source = { name: 'r1.cfg', text };
    const { device } = readText(source);
    const devices = [{ ...device, semantics: { ...device.semantics, addresses } }];
    return traced({ devices, sources: [source] }, '5432/tcp');
  };
  test('stand in lists as they are on the wire', () => {
    expect(given('wire').today.opening.verdict).toBe('permit');
  });
  test('stand in lists as the hosts have them', () => {
    expect(given('real').today.opening.verdict).toBe('deny');
  });
});
