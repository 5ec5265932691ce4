/** Conditions that hold back what other lines permit: which line it is, and what to write so that a decision settles it. */
import { type MigrateReport, summaryLines } from '@aclift/core';
import { describe, expect, test } from 'vitest';
import { adHoc, runScenario } from './testing/scenario.ts';
import { otherDifferences } from './testing/other-differences.ts';

const INVENTORY = `version: 1
namespaces: { shop: {} }
workloads:
  - { namespace: shop, labels: { app: web }, addresses: [198.51.100.10, "2001:db8:1::10"] }
`;

/** A router with an IPv4 and an IPv6 list for what comes from outside, and perhaps one for what leaves to the workload. */
function router(lists: {
  readonly ip?: readonly string[];
  readonly ipv6?: readonly string[];
  readonly out?: readonly string[];
}): string {
  const { ip = [], ipv6 = [], out = [] } = lists;
  const body = (lines: readonly string[]): string => lines.map((line) => ` ${line}\n`).join('');
  return `hostname r1
interface GigabitEthernet0/0
 ip address 192.0.2.1 255.255.255.0
 ipv6 address 2001:db8::1/64
${ip.length > 0 ? ' ip access-group IN in\n' : ''}${ipv6.length > 0 ? ' ipv6 traffic-filter IN6 in\n' : ''}interface GigabitEthernet0/1
 ip address 198.51.100.1 255.255.255.0
 ipv6 address 2001:db8:1::1/64
${out.length > 0 ? ' ip access-group OUT out\n' : ''}ip route 0.0.0.0 0.0.0.0 192.0.2.254
ipv6 route ::/0 2001:db8::fe
${ip.length > 0 ? `ip access-list extended IN\n${body(ip)}` : ''}${ipv6.length > 0 ? `ipv6 access-list IN6\n${body(ipv6)}` : ''}${out.length > 0 ? `ip access-list extended OUT\n${body(out)}` : ''}`;
}

function reportOf(config: string, decisions?: string): MigrateReport {
  return runScenario(adHoc(config, INVENTORY, decisions), { target: 'networkpolicy' }).report;
}

/** The entries that the summary offers, as a file. */
function offered(report: MigrateReport): string {
  const lines = summaryLines(report);
  const first = lines.indexOf('  version: 1');
  if (first < 0) return '';
  const rest = lines.slice(first);
  const end = rest.findIndex((line) => !line.startsWith('  '));
  return `${(end < 0 ? rest : rest.slice(0, end)).map((line) => line.slice(2)).join('\n')}\n`;
}

const outcomesOf = ({ ledger }: MigrateReport): readonly string[] =>
  ledger.entries.map(({ outcome, reason }) => `${outcome}/${reason}`);

const WEB = 'permit tcp any host 198.51.100.10 eq 443';
const WEB6 = 'permit tcp any host 2001:db8:1::10 eq 443';

describe('a deny that depends on what no policy knows', () => {
  test.each([
    {
      words: 'option any-options',
      kind: 'option',
      ip: ['deny ip any any option any-options', WEB],
    },
    { words: 'ttl eq 5', kind: 'ttl', ip: ['deny ip any any ttl eq 5', WEB] },
    { words: 'ttl lt 2', kind: 'ttl', ip: ['deny ip any any ttl lt 2 log', WEB] },
    { words: 'dscp ef', kind: 'dscp', ip: ['deny ip any any dscp ef', WEB] },
    { words: 'precedence 5', kind: 'precedence', ip: ['deny tcp any any precedence 5', WEB] },
    {
      words: 'time-range NIGHT',
      kind: 'time-range',
      ip: ['deny tcp any any time-range NIGHT', WEB],
    },
    {
      words: 'routing-type 0',
      kind: 'extension-header',
      ipv6: ['deny ipv6 any any routing-type 0', WEB6],
    },
    { words: 'flow-label 7', kind: 'flow-label', ipv6: ['deny ipv6 any any flow-label 7', WEB6] },
  ])('both lines wait for a decision: $words', ({ words, kind, ...lists }) => {
    const report = reportOf(router(lists));
    const [deny, permit] = report.ledger.entries;
    expect(deny).toMatchObject({
      outcome: 'needs-decision',
      reason: `condition-${kind}`,
      because: expect.stringMatching(
        new RegExp(`^it depends on ${words}, .* holds back line ${permit?.line} `),
      ),
    });
    expect(permit).toMatchObject({
      outcome: 'needs-decision',
      reason: 'condition',
      because: expect.stringMatching(
        new RegExp(
          `^line ${deny?.line} depends on ${words}, which no policy knows, and may deny it`,
        ),
      ),
    });
    expect(report.conditions).toMatchObject([
      {
        line: deny?.line,
        action: 'deny',
        conditions: [{ kind, text: words }],
        holds: [{ line: permit?.line }],
      },
    ]);
  });

  test.each([
    { name: 'an option', ip: ['deny ip any any option any-options', WEB] },
    { name: 'two conditions of one line', ip: ['deny ip any any dscp ef time-range NIGHT', WEB] },
    {
      name: 'a time range of two lines',
      ip: ['deny tcp any any time-range NIGHT', 'deny ip any any time-range NIGHT', WEB],
    },
    {
      name: 'the same condition on two lines',
      ip: ['deny tcp any any ttl lt 2', 'deny ip any any ttl lt 5', WEB],
    },
    { name: 'a header of IPv6', ipv6: ['deny ipv6 any any routing-type 0', WEB6] },
    {
      name: 'a deny below another that hides it',
      ip: ['deny ip any any option any-options', 'deny ip any any option any-options log', WEB],
    },
    {
      name: 'one time range on a deny and on a permit',
      ip: [
        'deny tcp any any eq 80 time-range NIGHT',
        `${WEB} time-range NIGHT`,
        'permit tcp any any',
      ],
    },
  ])('what the summary offers settles it: $name', ({ name: _name, ...lists }) => {
    const config = router(lists);
    const decisions = offered(reportOf(config));
    expect(decisions).toMatch(/^version: 1\nconditions:\n/);
    const report = reportOf(config, decisions);
    expect(report.conditions).toBeUndefined();
    expect(outcomesOf(report).filter((one) => one.startsWith('needs-decision'))).toEqual([]);
    expect(report.diagnostics.map(({ code }) => code)).not.toContain('core/stale-decision');
    expect(report.proof.proven).toBe(true);
    expect(otherDifferences(report)).toEqual(['assumption']);
  });

  test('a time range is offered once by its name, other conditions with their line', () => {
    const ip = [
      'deny tcp any any time-range NIGHT',
      'deny udp any any time-range NIGHT',
      'deny ip any any option any-options',
      'permit ip any host 198.51.100.10',
    ];
    expect(offered(reportOf(router({ ip })))).toBe(`version: 1
conditions:
  - kind: time-range
    name: NIGHT
    assume: never
  - kind: option
    ace: deny ip any any option any-options
    assume: never
`);
  });

  test('the other choice keeps the flows back, and the ledger says whose condition it is', () => {
    const config = router({ ip: ['deny ip any any ttl lt 5', WEB] });
    const decisions = 'version: 1\nconditions:\n  - { kind: ttl, assume: matches }\n';
    const { ledger } = reportOf(config, decisions);
    expect(ledger.entries).toMatchObject([
      { outcome: 'narrowed', because: 'by decision ttl lt 5 is taken to match always' },
      {
        outcome: 'narrowed',
        reason: 'assumed-elsewhere',
        because: `by decision ttl lt 5 of line ${ledger.entries[0]?.line} is taken to match always, which holds it back`,
      },
    ]);
  });
});

describe('the line that holds another back is named', () => {
  test('with its list where that is another one', () => {
    const report = reportOf(
      router({ ip: [WEB], out: ['deny ip any any dscp ef', 'permit ip any any'] }),
    );
    const held = report.ledger.entries.find(({ list }) => list === 'IN');
    const deny = report.ledger.entries.find(({ text }) => text.startsWith('deny'));
    expect(held).toMatchObject({
      outcome: 'needs-decision',
      because: expect.stringContaining(`line ${deny?.line} of list OUT depends on dscp ef`),
    });
    expect(deny?.because).toContain(`line ${held?.line} of list IN`);
  });

  test.each([
    {
      name: 'an undefined group',
      ip: ['deny tcp object-group NOBODY any', WEB],
      says: 'names object-group NOBODY, which is undefined or cannot be resolved, and may deny it',
    },
    {
      name: 'a line that was not understood',
      ip: ['deny tcp any any gibberish', WEB],
      says: 'was not understood, and may deny it',
    },
  ])('where no decision about conditions would help: $name', ({ ip, says }) => {
    const report = reportOf(router({ ip }));
    expect(report.ledger.entries[1]).toMatchObject({
      outcome: 'narrowed',
      reason: 'condition',
      because: expect.stringContaining(says),
    });
    expect(report.conditions).toBeUndefined();
  });

  test('a permit in another list that nobody can evaluate', () => {
    const report = reportOf(router({ ip: [WEB], out: ['permit ip any any time-range DAY'] }));
    expect(report.ledger.entries.find(({ list }) => list === 'IN')).toMatchObject({
      outcome: 'needs-decision',
      because: expect.stringContaining(
        'depends on time-range DAY, which no policy knows, and may not permit it',
      ),
    });
    expect(offered(report)).toContain('assume: matches');
  });
});

describe('nothing is offered', () => {
  test.each([
    { name: 'for a condition that holds nothing back', ip: [WEB, 'deny ip any any dscp ef'] },
    { name: 'without conditions', ip: ['deny tcp any any eq 23', WEB] },
    { name: 'for fragments', ip: ['deny ip any any fragments', WEB] },
    {
      name: 'for packets without a transport protocol',
      ipv6: ['deny ipv6 any any undetermined-transport', WEB6],
    },
  ])('$name', ({ name: _name, ...lists }) => {
    const report = reportOf(router(lists));
    expect(report.conditions).toBeUndefined();
    expect(offered(report)).toBe('');
    expect(otherDifferences(report)).toEqual([]);
  });
});
