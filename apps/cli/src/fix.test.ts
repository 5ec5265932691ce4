/** What `--fix` does to texts: which lines go, which stay and why, and that nothing else is touched. */
import { type FixReport, fixLists, lint } from '@aclift/analysis';
import fc from 'fast-check';
import { printLine, readDevice } from '@aclift/dialects';
import { describe, expect, test } from 'vitest';
import { devicesOf } from './read-devices.ts';
import { decideList, type Packet } from './testing/brute-lists.ts';

function fix(text: string): FixReport {
  const { devices, diagnostics, sources } = devicesOf([{ name: 'r.cfg', text }]);
  const { suppressed } = lint({ devices, sources, diagnostics, printLine });
  return fixLists({ devices, sources, printLine, suppressed, reread: readDevice });
}

/** The new text; the old one where nothing changed. */
function fixed(text: string): string {
  return fix(text).files[0]?.text ?? text;
}

describe('a line goes, and the rest keeps its bytes', () => {
  test.each([
    {
      name: 'in a numbered list with CRLF',
      before:
        'access-list 101 permit ip any any\r\naccess-list 101 deny udp any any\r\nhostname r\r\n',
      after: 'access-list 101 permit ip any any\r\nhostname r\r\n',
    },
    {
      name: 'with the remark that is about it alone',
      before:
        'ip access-list extended A\n remark all\n permit ip any any\n remark none\n deny udp any any\n!\n',
      after: 'ip access-list extended A\n remark all\n permit ip any any\n!\n',
    },
    {
      name: 'without the remark that is about lines that stay',
      before:
        'ip access-list extended A\n permit tcp any any\n remark both\n permit tcp any any eq 80\n permit udp any any\n',
      after: 'ip access-list extended A\n permit tcp any any\n remark both\n permit udp any any\n',
    },
    {
      name: 'at the end of a text without line end',
      before: 'ip access-list standard A\n permit any\n deny host 10.0.0.1',
      after: 'ip access-list standard A\n permit any\n',
    },
  ])('$name', ({ after, before }) => {
    expect(fixed(before)).toBe(after);
  });
});

describe('merged lines keep what stands around them', () => {
  test.each([
    {
      name: 'the sequence number in front',
      before:
        'ip access-list extended A\n 10 permit tcp any 10.0.0.0 0.0.0.127 eq 443\n 20 permit tcp any 10.0.0.128 0.0.0.127 eq 443\n',
      after: 'ip access-list extended A\n 10 permit tcp any 10.0.0.0 0.0.0.255 eq 443\n',
    },
    {
      name: 'the number of the list',
      before:
        'access-list 101 permit tcp any any eq 80\naccess-list 101 permit tcp any any eq 443\n',
      after: 'access-list 101 permit tcp any any eq www 443\n',
    },
    {
      name: 'the sequence number behind, in IPv6',
      before:
        'ipv6 access-list A\n permit tcp any any eq 80 sequence 10\n permit tcp any any eq 81 sequence 20\n',
      after: 'ipv6 access-list A\n permit tcp any any range www 81 sequence 10\n',
    },
  ])('$name', ({ after, before }) => {
    expect(fixed(before)).toBe(after);
  });
});

describe('a needless line stays', () => {
  test.each([
    {
      name: 'for its log messages',
      text: 'ip access-list extended A\n deny udp any any log\n deny ip any any\n',
      reason: 'logs',
    },
    {
      name: 'to keep packets from a line that logs',
      text: 'ip access-list extended A\n deny udp any any\n deny ip any any log\n',
      reason: 'logs',
    },
    {
      name: 'when it is all there is: an empty list would permit everything',
      text: 'ip access-list extended A\n permit tcp any any lt 0\n',
      reason: 'only-lines',
    },
    {
      name: 'when a remark accepts it',
      text: 'ip access-list extended A\n permit ip any any\n remark aclift-ignore shadowed audit\n permit udp any any\n',
      reason: 'accepted',
    },
  ])('$name', ({ reason, text }) => {
    const report = fix(text);
    expect(report.files).toEqual([]);
    expect(report.lists.flatMap(({ kept }) => kept)).toMatchObject([{ reason }]);
  });
});

describe('a list that selects traffic is left alone, and why is said', () => {
  const lines =
    'permit ip 10.1.1.0 0.0.0.255 10.9.0.0 0.0.255.255\n permit ip 10.1.0.0 0.0.255.255 10.9.0.0 0.0.255.255';
  test.each([
    {
      name: 'by a crypto map',
      use: 'crypto map VPN 10 ipsec-isakmp\n match address A\n',
      reason: 'each permit line is a proxy identity that the peer mirrors',
    },
    {
      name: 'by a crypto map, and filters an interface too',
      use: 'crypto map VPN 10 ipsec-isakmp\n match address A\ninterface Vlan10\n ip access-group A in\n',
      reason: 'each permit line is a proxy identity that the peer mirrors',
    },
    {
      name: 'by address translation and a class map',
      use: 'ip nat inside source list A interface Vlan10 overload\nclass-map C\n match access-group name A\n',
      reason: 'its permits choose what is translated; its permits sort packets into a class',
    },
    {
      name: 'by a routing protocol',
      use: 'router ospf 1\n distribute-list A in\n',
      reason: 'its lines match routes and not packets',
    },
  ])('$name', ({ reason, use }) => {
    const text = `${use}ip access-list extended A\n ${lines}\n`;
    expect(fix(text)).toMatchObject({
      files: [],
      lists: [],
      refused: [],
      left: [{ name: 'A', reason: expect.stringContaining(reason) }],
    });
  });

  test('but not one that says who may log in', () => {
    const text = `line vty 0 4\n access-class A in\nip access-list extended A\n ${lines}\n`;
    expect(fix(text)).toMatchObject({ lists: [{ before: 2, after: 1 }], left: [] });
  });

  test('and not one in which nothing could go', () => {
    const text =
      'crypto map VPN 10 ipsec-isakmp\n match address A\nip access-list extended A\n permit ip any any\n';
    expect(fix(text)).toMatchObject({ lists: [], left: [] });
  });
});

test.each([
  {
    name: 'a permit that records flows',
    text: 'ip access-list extended A\n permit tcp any any reflect R\n permit ip any any\n',
  },
  {
    name: 'a permit that keeps its flows from being recorded',
    text: 'ip access-list extended A\n permit tcp any any eq 22\n permit tcp any any reflect R\n',
  },
  {
    name: 'a permit that records flows under another name',
    text: 'ip access-list extended A\n permit tcp any any eq 22 reflect S\n permit tcp any any reflect R\n',
  },
])('$name is no needless line', ({ text }) => {
  expect(fix(text)).toMatchObject({ files: [], lists: [] });
});

test('a permit that records flows as a wider one below does is needless', () => {
  expect(
    fixed(
      'ip access-list extended A\n permit tcp any any eq 22 reflect R\n permit tcp any any reflect R\n',
    ),
  ).toBe('ip access-list extended A\n permit tcp any any reflect R\n');
});

const pick = <T>(...choices: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...choices);
const address = pick(
  'any',
  'host 10.0.0.0',
  'host 10.0.0.1',
  '10.0.0.0 0.0.0.1',
  '10.0.0.2 0.0.0.1',
  '10.0.0.0 0.0.0.3',
);
const ports = pick('', ' eq 1', ' eq 2', ' eq 1 3', ' range 1 2', ' gt 1', ' lt 3', ' neq 2');
const line = fc
  .record({
    action: pick('permit', 'deny'),
    protocol: pick('ip', 'tcp', 'tcp', 'udp'),
    source: address,
    destination: address,
    ports,
    log: pick('', '', '', ' log'),
  })
  .map(({ action, destination, log, ports: of, protocol, source }) => {
    const service = protocol === 'ip' ? '' : of;
    return ` ${action} ${protocol} ${source} ${destination}${service}${log}`;
  });
const list = fc
  .array(
    fc.oneof({ weight: 8, arbitrary: line }, { weight: 1, arbitrary: pick(' remark why', '!') }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((lines) => `ip access-list extended A\n${lines.join('\n')}\nhostname r\n`);

/** Every packet that the lines above can tell apart. */
const PACKETS: readonly Packet[] = [0, 1, 2, 3, 4].flatMap((source) =>
  [0, 1, 2, 3, 4].flatMap((destination) =>
    [6, 17, 47].flatMap((protocol) =>
      [0, 1, 2, 3, 4].map((service) => ({
        source: 0x0a000000 + source,
        destination: 0x0a000000 + destination,
        protocol,
        sourcePort: 1024,
        service,
      })),
    ),
  ),
);

function decisions(text: string): readonly string[] {
  const device = readDevice({ name: 'r.cfg', text });
  if (device === undefined) throw new Error('no configuration');
  return PACKETS.map((packet) => decideList(device.acls[0], device, packet));
}

test('a cleaned list does the same to every packet, tried one by one', () => {
  let changed = 0;
  fc.assert(
    fc.property(list, (text) => {
      const report = fix(text);
      expect(report.refused).toEqual([]);
      const after = report.files[0]?.text ?? text;
      if (after !== text) changed += 1;
      expect(decisions(after)).toEqual(decisions(text));
    }),
    { numRuns: 400 },
  );
  expect(changed).toBeGreaterThan(100);
});
