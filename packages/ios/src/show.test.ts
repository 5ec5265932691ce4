/** Output of `show` against what other projects read in it: every field that they name, by number. */
import {
  type Ace,
  type Acl,
  type AddressMatch,
  maskOfLength,
  type NetworkMember,
  parseIpv4,
  parseIpv6,
  type PortMatch,
  type ServiceMember,
  showIpv4,
  showIpv6,
} from '@aclift/ir';
import { describe, expect, test } from 'vitest';
import { corpusMissing, corpusText } from '../testing/corpus.ts';
import { type NtcRow, ntcRows } from '../testing/ntc-rows.ts';
import { parseIos } from './index.ts';
import { ICMP_NAMES } from './names/icmp-names.ts';
import { FOREIGN_TCP_PORTS, FOREIGN_UDP_PORTS, TCP_PORTS, UDP_PORTS } from './names/port-names.ts';
import { PROTOCOLS, PROTOCOLS6 } from './names/protocol-names.ts';

/** What both sides say of one entry, as text. */
type Facts = Readonly<Record<string, string | number | undefined>>;

function portNumber(word: string): number {
  if (/^\d+$/.test(word)) return Number(word);
  for (const names of [TCP_PORTS, UDP_PORTS, FOREIGN_TCP_PORTS, FOREIGN_UDP_PORTS]) {
    const port = names.get(word);
    if (port !== undefined) return port;
  }
  throw new Error(`no port ${word}`);
}

function protocolNumber(word: string | undefined): number | undefined {
  if (word === undefined || word === 'ip' || word === 'ipv6') return undefined;
  return PROTOCOLS.get(word) ?? PROTOCOLS6.get(word) ?? Number(word);
}

const joined = (ports: readonly number[]): string => ports.toSorted((a, b) => a - b).join(' ');

function expectedPorts(row: NtcRow, side: string): string | undefined {
  const match = row[`${side}_port_match`];
  if (match === undefined) return undefined;
  const from = row[`${side}_port_range_start`];
  const to = row[`${side}_port_range_end`];
  if (from !== undefined && to !== undefined) {
    return `range ${joined([portNumber(from), portNumber(to)])}`;
  }
  return `${match} ${joined((row[`${side}_port`] ?? '').split(' ').map(portNumber))}`;
}

function foundPorts(match: PortMatch | undefined): string | undefined {
  if (match === undefined) return undefined;
  switch (match.kind) {
    case 'eq':
    case 'neq':
      return `${match.kind} ${joined(match.ports)}`;
    case 'gt':
    case 'lt':
      return `${match.kind} ${match.port}`;
    case 'range':
      return `range ${match.from} ${match.to}`;
    case 'portgroup':
      return `portgroup ${match.name}`;
  }
}

function expectedAddress(row: NtcRow, side: string): string {
  const host = row[`${side}_host`];
  if (host !== undefined) return `${host} 0.0.0.0`;
  const group = row[`${side}_network_object_group_name`];
  if (group !== undefined) return `group ${group}`;
  const network = row[`${side}_network`];
  if (network === undefined) return 'any';
  const wildcard = parseIpv4(row[`${side}_wildcard`] ?? '') ?? 0;
  // They keep the host bits, the device does not.
  return `${showIpv4(((parseIpv4(network) ?? 0) & ~wildcard) >>> 0)} ${showIpv4(wildcard)}`;
}

function foundAddress(match: AddressMatch): string {
  switch (match.kind) {
    case 'any':
      return 'any';
    case 'host':
      return `${showIpv4(match.address)} 0.0.0.0`;
    case 'wildcard':
      return `${showIpv4(match.base)} ${showIpv4(match.wildcard)}`;
    case 'host6':
      return `${match.address}/128`;
    case 'prefix6':
      return `${match.address}/${match.length}`;
    case 'object-group':
      return `group ${match.name}`;
  }
}

function foundFlags(ace: Ace): string | undefined {
  const words = ace.conditions.flatMap((condition) => {
    if (condition.kind === 'established') return ['established'];
    if (condition.kind !== 'tcp-flags') return [];
    const flags = condition.flags.map(({ flag, set }) => `${set ? '+' : '-'}${flag}`);
    return [`match-${condition.mode}`, ...flags];
  });
  return words.length === 0 ? undefined : words.join(' ');
}

function expectedFlags(row: NtcRow): string | undefined {
  // Written as no command line takes it: read as ACK, RST or PSH.
  if (row['tcp_flag'] === 'established psh') return 'match-any +ack +rst +psh';
  const flags = [row['flags_match'], row['tcp_flag']].filter((part) => part !== undefined);
  return flags.length === 0 ? undefined : flags.join(' ');
}

function expectedFacts(row: NtcRow): Facts {
  const { icmp_type: icmp, protocol } = row;
  // Their template takes a service group without its keyword for a protocol.
  const isGroup = Number.isNaN(protocolNumber(protocol));
  return {
    list: row['acl_name'],
    sequence: row['line_num'] === undefined ? undefined : Number(row['line_num']),
    action: row['action'],
    protocol: isGroup ? undefined : protocolNumber(protocol),
    service: isGroup ? protocol : row['service_object_group_name'],
    source: expectedAddress(row, 'src'),
    sourcePorts: expectedPorts(row, 'src'),
    destination: expectedAddress(row, 'dst'),
    destinationPorts: expectedPorts(row, 'dst'),
    flags: expectedFlags(row),
    icmp: icmp === undefined ? undefined : ICMP_NAMES.get(icmp)?.type,
    log: row['log'],
    cookie: row['log_tag'],
    time: row['time'],
    state: row['state'],
    hits: Number(row['matches'] ?? 0),
    remarks: row['comment'],
  };
}

function foundFacts(ace: Ace, list: Acl, remarks: readonly string[]): Facts {
  const time = ace.conditions.find((condition) => condition.kind === 'time-range');
  const range = time?.kind === 'time-range' ? time : undefined;
  return {
    list: list.name,
    sequence: ace.sequence,
    action: ace.action,
    protocol: ace.protocol.kind === 'number' ? ace.protocol.protocol : undefined,
    service: ace.protocol.kind === 'service-group' ? ace.protocol.name : undefined,
    source: foundAddress(ace.source),
    sourcePorts: foundPorts(ace.sourcePorts),
    destination: foundAddress(ace.destination),
    destinationPorts: foundPorts(ace.destinationPorts),
    flags: foundFlags(ace),
    icmp: ace.icmp?.type,
    log: ace.log?.kind,
    cookie: ace.log?.cookie,
    time: range?.name,
    state: range?.active === undefined ? undefined : range.active ? 'active' : 'inactive',
    hits: ace.hits ?? 0,
    // Their template loses the remarks of numbered lists.
    remarks: remarks.length === 0 || /^\d+$/.test(list.name) ? undefined : remarks.join('\n'),
  };
}

function allFacts(acls: readonly Acl[]): Facts[] {
  const facts: Facts[] = [];
  for (const acl of acls) {
    let remarks: string[] = [];
    for (const entry of acl.entries) {
      if (entry.kind === 'remark') remarks.push(entry.text);
      if (entry.kind !== 'ace') continue;
      facts.push(foundFacts(entry, acl, remarks));
      remarks = [];
    }
  }
  return facts;
}

function sample(name: string): { acls: readonly Acl[]; rows: readonly NtcRow[] } {
  const { device } = parseIos(corpusText(`ntc-templates/${name}.raw`));
  return { acls: device.acls, rows: ntcRows(corpusText(`ntc-templates/${name}.yml`).text) };
}

describe.skipIf(corpusMissing !== undefined)(`ntc-templates ${corpusMissing ?? ''}`, () => {
  test.each([
    'cisco_ios_show_ip_access-lists',
    'cisco_ios_show_ip_access-lists_1104',
    'cisco_ios_show_running-config_partition_access-list',
  ])('%s: every entry, field by field', (name) => {
    const { acls, rows } = sample(name);
    const entries = rows.filter((row) => row['action'] !== undefined).map(expectedFacts);
    expect(entries.length).toBeGreaterThan(15);
    // Lines of numbered lists may be interleaved in the text: compare list by list.
    for (const { name: list } of acls) {
      const found = allFacts(acls).filter((facts) => facts['list'] === list);
      expect(found).toEqual(entries.filter((facts) => facts['list'] === list));
    }
    expect(allFacts(acls)).toHaveLength(entries.length);
    const headers = new Set(rows.map((row) => row['acl_name']));
    expect(new Set(acls.map((acl) => acl.name))).toEqual(headers);
  });

  test.each(['cisco_ios_show_access-list', 'cisco_ios_show_access-list3'])(
    '%s: what its template keeps apart',
    (name) => {
      const { acls, rows } = sample(name);
      // The template puts the ports of either side into the same field; two entries of another list's kind stand
      // under a standard list there, which no device prints.
      const wanted = rows.filter((row) => !(row['name'] === '10' && row['protocol'] !== undefined));
      const found = allFacts(acls);
      expect(found).toHaveLength(wanted.length);
      found.forEach((facts, at) => {
        const row = wanted[at] ?? {};
        expect(facts['list']).toBe(row['name']);
        expect(facts['sequence']).toBe(Number(row['sn']));
        expect(facts['action']).toBe(row['action']);
        expect(facts['protocol']).toBe(protocolNumber(row['protocol']));
        expect(facts['hits']).toBe(Number(row['matches'] ?? 0));
        const [address = '', wildcard] = (row['source'] ?? '')
          .replace('host ', '')
          .replace(', wildcard bits', '')
          .split(' ');
        expect(facts['source']).toBe(
          address === 'any' ? 'any' : `${address} ${wildcard ?? '0.0.0.0'}`,
        );
      });
    },
  );

  test('cisco_ios_show_ipv6_access-lists: every entry', () => {
    const { acls, rows } = sample('cisco_ios_show_ipv6_access-lists');
    const six = (text: string | undefined): string => {
      if (text === undefined || text === 'any') return 'any';
      const [address = '', length = '128'] = text.split('/');
      return `${showIpv6(parseIpv6(address) ?? 0n)}/${length}`;
    };
    // The template keeps the ports of the destination only, and puts the flag into the operator's field.
    const ports = (row: NtcRow): string | undefined => {
      if (row['port_number'] !== undefined) return `eq ${row['port_number']}`;
      const from = row['src_port_range_start'];
      return from === undefined ? undefined : `range ${from} ${row['src_port_range_end']}`;
    };
    const wanted = rows.map((row) => ({
      list: row['acl_name'],
      sequence: Number(row['sequence']),
      action: row['action'],
      // IPv6 lists call 58 icmp.
      protocol: row['protocol'] === 'icmp' ? 58 : protocolNumber(row['protocol']),
      source: six(row['ipv6_source']),
      destination: six(row['ipv6_destination']),
      destinationPorts: ports(row),
      flags: row['src_port_match'] === 'established' ? 'established' : undefined,
      log: row['log'],
    }));
    const found = allFacts(acls).map((facts) => ({
      list: facts['list'],
      sequence: facts['sequence'],
      action: facts['action'],
      protocol: facts['protocol'],
      source: facts['source'],
      destination: facts['destination'],
      destinationPorts: facts['destinationPorts'],
      flags: facts['flags'],
      log: facts['log'],
    }));
    expect(found).toEqual(wanted);
  });

  test('cisco_ios_show_object-group: every member', () => {
    const { device } = parseIos(corpusText('ntc-templates/cisco_ios_show_object-group.raw'));
    const rows = ntcRows(corpusText('ntc-templates/cisco_ios_show_object-group.yml').text);
    const wanted = rows.filter((row) => Object.keys(row).length > 2).map(expectedMember);
    const found = device.objectGroups.flatMap((group) => {
      if (group.kind === 'other') throw new Error(`${group.name} is of no known type`);
      const described = group.description === undefined ? [] : [`description ${group.description}`];
      return [...described, ...group.members.map(foundMember)].map(
        (text) => `${group.name}: ${text}`,
      );
    });
    expect(found).toEqual(wanted);
    const names = device.objectGroups.map(({ kind, name }) => `${kind} ${name}`);
    const headers = rows.map((row) => `${row['type']?.toLowerCase()} ${row['name']}`);
    expect(names).toEqual([...new Set(headers)]);
  });
});

/** A member's line in words and numbers that both sides have. */
function expectedMember(row: NtcRow): string {
  const text = ((): string => {
    if (row['description'] !== undefined) return `description ${row['description']}`;
    if (row['nested_groups'] !== undefined) return `group-object ${row['nested_groups']}`;
    if (row['icmp_type'] !== undefined) return `icmp ${ICMP_NAMES.get(row['icmp_type'])?.type}`;
    if (row['host'] !== undefined) return `host ${row['host']}`;
    if (row['host_range_start'] !== undefined) {
      return `range ${row['host_range_start']} ${row['host_range_end']}`;
    }
    if (row['netmask'] !== undefined) return `${row['network']} ${row['netmask']}`;
    if (row['any'] !== undefined) return 'any';
    const match = row['port_match'];
    const ports =
      match === 'range'
        ? [row['port_range_start'], row['port_range_end']]
        : row['port'] === undefined
          ? []
          : [row['port']];
    return [row['protocol'], match, ...ports.map((port) => portNumber(port ?? ''))]
      .filter((part) => part !== undefined)
      .join(' ');
  })();
  return `${row['name']}: ${text}`;
}

function foundMember(member: NetworkMember | ServiceMember): string {
  switch (member.kind) {
    case 'host':
      return `host ${showIpv4(member.address)}`;
    case 'range':
      return `range ${showIpv4(member.from)} ${showIpv4(member.to)}`;
    case 'prefix':
      return `${showIpv4(member.address)} ${showIpv4(maskOfLength(member.length))}`;
    case 'any':
      return 'any';
    case 'group-object':
      return `group-object ${member.name}`;
    case 'icmp':
      return member.type === undefined ? 'icmp' : `icmp ${member.type}`;
    case 'protocol': {
      const { protocol } = member;
      const name = [...PROTOCOLS].find(([, number]) => number === protocol)?.[0];
      return protocol === undefined ? 'ip' : (name ?? String(protocol));
    }
    case 'ports': {
      const protocol =
        member.protocols.length > 1 ? 'tcp-udp' : member.protocols[0] === 6 ? 'tcp' : 'udp';
      return [protocol, foundPorts(member.destinationPorts)]
        .filter((part) => part !== undefined)
        .join(' ');
    }
    default:
      throw new Error(`no ${member.kind} in this sample`);
  }
}

describe.skipIf(corpusMissing !== undefined)(`genieparser ${corpusMissing ?? ''}`, () => {
  // No expected results lie beside these: the numbers are counted in the output by eye.
  test.each([
    {
      file: 'ios__ShowAccessLists__golden_output_customer3_output.txt',
      lists: 1,
      entries: 10,
      hits: 334,
    },
    { file: 'ios__ShowAccessLists__golden_output_ios_output.txt', lists: 1, entries: 4, hits: 0 },
    {
      file: 'ios__ShowAccessLists__golden_output_standard_output.txt',
      lists: 5,
      entries: 6,
      hits: 0,
    },
    {
      file: 'iosxe__ShowAccessLists__golden_output_output.txt',
      lists: 7,
      entries: 16,
      hits: 10031,
    },
    { file: 'iosxe__ShowAccessLists__golden_output_3_output.txt', lists: 7, entries: 17, hits: 0 },
    {
      file: 'iosxe__ShowIpAccessLists__golden_ip_access_list_output_output.txt',
      lists: 1,
      entries: 17,
      hits: 0,
    },
    {
      file: 'iosxe__ShowIpAccessListInbound__golden_output_1_output.txt',
      lists: 1,
      entries: 2,
      hits: 0,
    },
    {
      file: 'iosxe__ShowIpv6AccessLists__golden_ipv6_access_list_output_output.txt',
      lists: 1,
      entries: 12,
      hits: 3974749339,
    },
  ])('$file: $lists lists, $entries entries, $hits hits', ({ file, lists, entries, hits }) => {
    const { device } = parseIos(corpusText(`genieparser/${file}`));
    const aces = device.acls.flatMap((acl) => acl.entries).filter((entry) => entry.kind === 'ace');
    expect(device.acls).toHaveLength(lists);
    expect(aces).toHaveLength(entries);
    expect(aces.reduce((sum, ace) => sum + (ace.hits ?? 0), 0)).toBe(hits);
  });
});
