/** A list as rules: what the device adds to the entries, and what lines become that nobody could read. */
import type { Ace, Acl, AclEntry, Device, Family, Semantics } from '@aclift/ir';
import { EVERYTHING, NOTHING } from '@aclift/packet-set';
import { describe, expect, test } from 'vitest';
import {
  filterList,
  type FilterList,
  filterListBoxes,
  flattenList,
  listId,
} from './filter-list.ts';
import { FlowCuts } from './cuts.ts';
import { ICMPV6, icmpService, TCP } from './flow.ts';
import { ObjectGroups } from './object-groups.ts';

const span = { start: 0, end: 0 };

const IOS: Semantics = {
  system: 'IOS',
  emptyList: 'permits',
  ipv6End: 'nd-then-deny',
  answers: { connections: 'filtered', icmp: 'filtered' },
  addresses: 'wire',
  portsAfterEq: 10,
};

/** `permit 80`: TCP to a port, from and to anybody. */
function entry(action: 'permit' | 'deny', port: number): Ace {
  return {
    kind: 'ace',
    action,
    protocol: { kind: 'number', protocol: TCP, span },
    source: { kind: 'any', span },
    destination: { kind: 'any', span },
    destinationPorts: { kind: 'eq', ports: [port], span },
    conditions: [],
    span,
  };
}

const REMARK: AclEntry = { kind: 'remark', text: 'web', span };

function made(
  entries: readonly AclEntry[],
  { family = 'ipv4', ...other }: Partial<Semantics> & { readonly family?: Family } = {},
): FilterList {
  const acl: Acl = { name: 'A', family, type: 'extended', entries, span };
  const device: Device = {
    source: 'r.cfg',
    dialect: 'ios',
    semantics: { ...IOS, ...other },
    interfaces: [],
    acls: [acl],
    removed: [],
    objectGroups: [],
    routes: [],
    routing: [],
    references: [],
    staticNat: [],
    timeRanges: [],
    vlans: [],
  };
  return filterList(device, new ObjectGroups(device), acl);
}

/** What surely passes and what may, of TCP to a port or of a message of ICMPv6. */
function verdict(list: FilterList, protocol: number, service: number): string {
  const box = {
    protocol: [{ from: protocol, to: protocol }],
    service: [{ from: service, to: service }],
  };
  const space = new FlowCuts(list.acl.family).boxes([...filterListBoxes(list), box]).space({});
  const { permittedMax, permittedMin } = flattenList(space, list);
  const flow = space.box(box);
  const within = (set: typeof flow): boolean => space.subtract(flow, set) === NOTHING;
  return within(permittedMin) ? 'permit' : within(permittedMax) ? 'perhaps' : 'deny';
}

describe('a list without entries', () => {
  test.each([
    { name: 'lets everything through', emptyList: 'permits' as const, want: 'permit', rules: 0 },
    { name: 'lets nothing through', emptyList: 'denies' as const, want: 'deny', rules: 1 },
  ])('$name where the system says so', ({ emptyList, rules, want }) => {
    const list = made([REMARK], { emptyList });
    expect(list.rules).toHaveLength(rules);
    expect(verdict(list, TCP, 80)).toBe(want);
  });
});

describe('a list with entries ends', () => {
  test('with a deny of everything else', () => {
    const list = made([entry('permit', 80)]);
    expect([verdict(list, TCP, 80), verdict(list, TCP, 81)]).toEqual(['permit', 'deny']);
  });
  const { from: SOLICITATION } = icmpService(135);
  test.each([
    { family: 'ipv6' as const, ipv6End: 'nd-then-deny' as const, want: 'permit' },
    { family: 'ipv6' as const, ipv6End: 'deny' as const, want: 'deny' },
  ])('of $family, $ipv6End: neighbours may be asked for: $want', ({ want, ...of }) => {
    const list = made([entry('permit', 80)], of);
    expect(verdict(list, ICMPV6, SOLICITATION)).toBe(want);
  });
  test('of IPv4 without permits of neighbours', () => {
    expect(made([entry('permit', 80)]).rules).toHaveLength(1);
  });
});

describe('a line that was not understood', () => {
  const unread = (action?: 'permit' | 'deny'): AclEntry => ({
    kind: 'unrecognized',
    ...(action === undefined ? {} : { action }),
    text: '?',
    span,
  });
  test.each([
    { name: 'a permit may permit anything', line: unread('permit'), want: ['permit', 'perhaps'] },
    { name: 'a deny may deny anything', line: unread('deny'), want: ['perhaps', 'deny'] },
    { name: 'neither may do both', line: unread(), want: ['perhaps', 'perhaps'] },
  ])('$name', ({ line, want }) => {
    const list = made([line, entry('permit', 80)]);
    expect([verdict(list, TCP, 80), verdict(list, TCP, 81)]).toEqual(want);
  });
});

test('remarks are no rules, and ids tell families apart', () => {
  const list = made([REMARK, entry('deny', 22), REMARK, entry('permit', 80)]);
  expect(list.rules.map(({ action }) => action)).toEqual(['deny', 'permit']);
  expect(list.id).toBe(listId('r.cfg', 'ipv4', 'A'));
  expect(listId('r.cfg', 'ipv6', 'A')).not.toBe(list.id);
});

describe('entries for answers', () => {
  const reply: Ace = { ...entry('permit', 80), sourcePorts: { kind: 'eq', ports: [443], span } };
  const { destinationPorts: _all, ...fromServer } = reply;
  test('tell openings apart only where answers meet the lists', () => {
    const boxes = (connections: 'filtered' | 'pass'): number =>
      filterListBoxes(made([fromServer], { answers: { connections, icmp: 'filtered' } })).length;
    expect(boxes('filtered')).toBeGreaterThan(boxes('pass'));
  });
});

test('everything passes a list without rules, and it has nothing to say', () => {
  const list = made([]);
  const space = new FlowCuts('ipv4').space({});
  const { decidedMin, permittedMin } = flattenList(space, list);
  expect([permittedMin, decidedMin]).toEqual([EVERYTHING, NOTHING]);
});
