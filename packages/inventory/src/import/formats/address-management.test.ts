/** Tables and files of programs that keep addresses: what each calls a host, and what it says of rows that are none. */
import { describe, expect, test } from 'vitest';
import { importTexts, leftIn, ownersIn } from '../../../testing/run-import.ts';

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

describe('rvtools', () => {
  test.each([
    {
      name: 'names of the screen',
      head: 'VM,Powerstate,Template,DNS Name,Primary IP Address,Host',
    },
    {
      name: 'names of the export',
      head: 'vInfoVMName,vInfoPowerstate,vInfoTemplate,vInfoGuestHostName,vInfoPrimaryIPAddress,vInfoHost',
    },
  ])('columns with $name are known', ({ head }) => {
    const result = importTexts(undefined, [
      lines(head, 'web,poweredOn,False,web.example,10.0.0.1,esx1'),
    ]);
    expect(ownersIn(result)).toEqual(['web = 10.0.0.1']);
  });

  test('a machine that is off keeps its address, a template has none', () => {
    const head = 'VM,Powerstate,Template,Primary IP Address';
    const result = importTexts('rvtools', [
      lines(head, 'a,poweredOff,False,10.0.0.1', 'b,poweredOff,True,10.0.0.2'),
    ]);
    expect(ownersIn(result)).toEqual(['a = 10.0.0.1']);
    expect(leftIn(result)).toEqual(['skipped not-in-use: b 10.0.0.2']);
  });

  test('another tab is not understood', () => {
    const result = importTexts('rvtools', [
      lines('VM,Powerstate,Template,Disk', 'a,poweredOn,False,Hard disk 1'),
    ]);
    expect(leftIn(result)[0]).toMatch(/^skipped unreadable: no columns of vInfo or vNetwork/);
  });
});

describe('servicenow', () => {
  test.each([
    { status: '"7","1"', why: 'the number of a retired asset' },
    { status: '"1","6"', why: 'the number of a retired service' },
    { status: '"Retired","Operational"', why: 'a word' },
  ])('$why says that a row is not in use', ({ status }) => {
    const text = lines(
      '"sys_class_name","name","ip_address","install_status","operational_status"',
      `"Server","web","10.0.0.1",${status}`,
    );
    expect(leftIn(importTexts(undefined, [text]))).toEqual(['skipped not-in-use: web 10.0.0.1']);
  });

  test('an item that works is imported', () => {
    const text = lines(
      'sys_class_name,name,ip_address,install_status,operational_status',
      'Server,web,10.0.0.1,1,1',
    );
    expect(ownersIn(importTexts(undefined, [text]))).toEqual(['web = 10.0.0.1']);
  });
});

describe('active-directory', () => {
  test('a computer without a name in DNS has the one of the directory', () => {
    const text = lines(
      'Name,DNSHostName,IPv4Address,Enabled',
      'WEB1,,10.0.0.1,True',
      'WEB2,web2.example,10.0.0.2,True',
    );
    expect(ownersIn(importTexts(undefined, [text]))).toEqual([
      'WEB1 = 10.0.0.1',
      'web2.example = 10.0.0.2',
    ]);
  });

  test('a host of a zone in another language is not understood, other records are of another kind', () => {
    const text = lines(
      'Name\tType\tData',
      'a\tHost (A)\t10.0.0.1',
      'b\tHôte (A)\t10.0.0.2',
      'c\tAlias (CNAME)\ta.example.',
    );
    const result = importTexts(undefined, [text]);
    expect(ownersIn(result)).toEqual(['a = 10.0.0.1']);
    expect(leftIn(result)).toEqual([
      'skipped unreadable: b Hôte (A) 10.0.0.2',
      'skipped other-kind: c Alias (CNAME) a.example.',
    ]);
  });
});

describe('infoblox', () => {
  test.each([
    {
      rows: [
        'header-hostrecord,fqdn*,addresses,ipv6_addresses',
        'hostrecord,web.example,"10.0.0.1,10.0.0.2",2001:db8::1',
      ],
      want: ['web.example = 10.0.0.1, 10.0.0.2, 2001:db8::1'],
    },
    {
      rows: ['header-network,address*,netmask*,comment', 'network,10.0.0.0,255.255.255.0,lan'],
      want: ['lan = 10.0.0.0/24'],
    },
    {
      rows: ['header-network,address*,netmask*,comment', 'network,10.0.0.0/24,,lan'],
      want: ['lan = 10.0.0.0/24'],
    },
    {
      rows: ['HEADER-NETWORK;COMMENT;ADDRESS*;NETMASK*', 'NETWORK;lan;10.0.0.0;255.255.255.0'],
      want: ['lan = 10.0.0.0/24'],
    },
    {
      rows: ['header-fixedaddress,ip_address*,name', 'fixedaddress,10.0.0.1,printer'],
      want: ['printer = 10.0.0.1'],
    },
    {
      rows: ['header-ipv6network,address*,cidr*,comment', 'ipv6network,2001:db8::,64,v6'],
      want: ['v6 = 2001:db8::/64'],
    },
    {
      rows: [
        'header-dhcprange,start_address*,end_address*,name',
        'dhcprange,10.0.0.1,10.0.0.9,pool',
      ],
      want: ['pool = 10.0.0.1-10.0.0.9'],
    },
  ])('$rows.1', ({ rows, want }) => {
    expect(ownersIn(importTexts(undefined, [lines(...rows)]))).toEqual(want);
  });

  test.each([
    {
      name: 'a mask with gaps',
      rows: ['header-network,address*,netmask*,comment', 'network,10.0.0.0,255.0.255.0,lan'],
      want: /^skipped bad-address/,
    },
    {
      name: 'a host in place of a network',
      rows: ['header-network,address*,netmask*,comment', 'network,10.0.0.5,255.255.255.0,lan'],
      want: /^skipped bad-address/,
    },
    {
      name: 'an object without its header',
      rows: ['header-network,address*,netmask*', 'arecord,10.0.0.1,web.example'],
      want: /^skipped unreadable/,
    },
    {
      name: 'a row with too many cells',
      rows: ['header-arecord,address*,fqdn*', 'arecord,10.0.0.1,web.example,x'],
      want: /^skipped unreadable/,
    },
    {
      name: 'an object that is off',
      rows: ['header-arecord,address*,fqdn*,disabled', 'arecord,10.0.0.1,web.example,TRUE'],
      want: /^skipped not-in-use/,
    },
    {
      name: 'a container',
      rows: ['header-networkcontainer,address*,netmask*', 'networkcontainer,10.0.0.0,255.0.0.0'],
      want: /^skipped container/,
    },
  ])('$name is told', ({ rows, want }) => {
    const result = importTexts('infoblox', [lines(...rows)]);
    expect(ownersIn(result)).toEqual([]);
    expect(leftIn(result)).toMatchObject([expect.stringMatching(want)]);
  });
});

describe('dnsmasq', () => {
  test.each([
    { line: 'dhcp-host=00:50:56:aa:00:01,web,10.0.0.1', want: 'web = 10.0.0.1' },
    { line: 'dhcp-host=00:50:56:aa:00:01,set:red,10.0.0.1,web,12h', want: 'web = 10.0.0.1' },
    {
      line: 'dhcp-host=00:50:56:aa:00:01,00:50:56:aa:00:02,10.0.0.1,web,infinite',
      want: 'web = 10.0.0.1',
    },
    { line: 'dhcp-host=web,10.0.0.1', want: 'web = 10.0.0.1' },
    { line: 'dhcp-host=id:00:01:00:01:aa,web,[2001:db8::1]', want: 'web = 2001:db8::1' },
    { line: 'address=/web.example/10.0.0.1', want: 'web.example = 10.0.0.1' },
    { line: 'address=/a.example/b.example/10.0.0.1', want: 'a.example = 10.0.0.1' },
    { line: 'host-record=web,web.example,10.0.0.1,60', want: 'web = 10.0.0.1' },
    { line: 'dhcp-range=10.0.0.50,10.0.0.99,12h', want: 'dhcp clients = 10.0.0.50-10.0.0.99' },
  ])('$line', ({ line, want }) => {
    const result = importTexts(undefined, [lines('domain-needed', line)]);
    expect(ownersIn(result)).toEqual([want]);
    expect(leftIn(result)).toEqual([]);
  });

  test.each([
    { line: 'dhcp-host=00:50:56:aa:00:01,ignore', want: /not-in-use/ },
    { line: 'dhcp-host=web,12h', want: /no-address/ },
    { line: 'address=/ads.example/0.0.0.0', want: /special-address/ },
    { line: 'address=/#/10.0.0.1', want: /wildcard-name/ },
    { line: 'address=/web.example/10.0.0.300', want: /bad-address/ },
    { line: 'dhcp-range=10.0.0.99,10.0.0.50', want: /bad-address/ },
    { line: 'server=10.0.0.53', want: /other-kind/ },
    { line: 'conf-file=/etc/dnsmasq.d/more.conf', want: /pages-missing/ },
    { line: 'what is this', want: /unreadable/ },
  ])('$line is told', ({ line, want }) => {
    const result = importTexts('dnsmasq', [lines('domain-needed', line)]);
    expect(ownersIn(result)).toEqual([]);
    expect(leftIn(result)).toMatchObject([expect.stringMatching(want)]);
  });

  test('a file that is included is there when the run has it', () => {
    const files = [
      { name: 'etc/dnsmasq.conf', text: 'conf-file=/etc/dnsmasq.d/more.conf\n' },
      { name: 'etc/more.conf', text: 'dhcp-host=web,10.0.0.1\n' },
    ];
    expect(leftIn(importTexts('dnsmasq', [], { files }))).toEqual([
      'skipped other-kind: conf-file=/etc/dnsmasq.d/more.conf',
    ]);
  });

  test('the last lease of an address counts', () => {
    const text = lines(
      '1767312000 00:50:56:aa:00:01 10.0.0.1 old *',
      '1767313000 00:50:56:aa:00:02 10.0.0.1 new *',
    );
    const result = importTexts(undefined, [text]);
    expect(ownersIn(result)).toEqual(['new = 10.0.0.1']);
    expect(leftIn(result)).toEqual(['skipped superseded: lease 10.0.0.1 old']);
  });
});

describe('ansible', () => {
  test.each([
    { line: 'web ansible_host=10.0.0.5/24', want: 'skipped bad-address: web 10.0.0.5/24' },
    { line: 'web ansible_host=10.0.0.300', want: 'skipped bad-address: web 10.0.0.300' },
    { line: 'web ansible_host=web.example', want: 'skipped no-address: web web.example' },
    { line: '10.0.0.[1:50]', want: 'skipped unreadable: 10.0.0.[1:50]' },
    { line: 'www[01:50]', want: 'skipped no-address: www[01:50]' },
  ])('$line', ({ line, want }) => {
    expect(leftIn(importTexts('ansible', [lines('[web]', line)]))).toEqual([want]);
  });
});

describe('lease files', () => {
  test('a delegated prefix of Kea is no host', () => {
    const head =
      'address,duid,valid_lifetime,expire,subnet_id,pref_lifetime,lease_type,iaid,prefix_len,fqdn_fwd,fqdn_rev,hostname,hwaddr,state';
    const text = lines(
      head,
      '2001:db8:8::,00:01,3600,0,1,1800,2,1,56,0,0,router,,0',
      '2001:db8:9::5,00:02,3600,0,1,1800,0,1,128,0,0,laptop,,0',
    );
    const result = importTexts(undefined, [text]);
    expect(ownersIn(result)).toEqual(['laptop = 2001:db8:9::5']);
    expect(leftIn(result)).toEqual(['skipped other-kind: prefix 2001:db8:8::/56']);
  });

  test('leases of IPv6 of ISC dhcpd are said to be not understood', () => {
    const text = lines(
      'ia-na "x" {',
      '  iaaddr 2001:db8::1 {',
      '    binding state active;',
      '  }',
      '}',
    );
    expect(leftIn(importTexts('isc-leases', [text]))).toEqual(['skipped unreadable: ia-na "x" {']);
  });
});

describe('dhcpd-conf', () => {
  test.each([
    {
      text: 'host web { hardware ethernet 00:50:56:aa:00:01; fixed-address 10.0.0.1; }',
      want: ['web = 10.0.0.1'],
    },
    {
      text: 'host h1 { hardware ethernet 00:50:56:aa:00:01; fixed-address 10.0.0.1; option host-name "web"; }',
      want: ['web = 10.0.0.1'],
    },
    {
      text: 'group { host web { fixed-address 10.0.0.1,10.0.0.2; } }',
      want: ['web = 10.0.0.1, 10.0.0.2'],
    },
    {
      text: 'subnet 10.0.0.0 netmask 255.255.255.0 { range 10.0.0.9 10.0.0.99; }',
      want: ['dhcp clients = 10.0.0.9-10.0.0.99', 'subnet 10.0.0.0/24 = 10.0.0.0/24'],
    },
    {
      text: 'shared-network floor { subnet 10.0.0.0 netmask 255.255.255.0 { } }',
      want: ['floor = 10.0.0.0/24'],
    },
    {
      text: '# host old { fixed-address 10.9.9.9; }\nhost web { fixed-address 10.0.0.1; } # new',
      want: ['web = 10.0.0.1'],
    },
  ])('$text', ({ text, want }) => {
    const result = importTexts('dhcpd-conf', [text]);
    expect(ownersIn(result)).toEqual(want);
    expect(leftIn(result)).toEqual([]);
  });

  test.each([
    {
      name: 'a mask with gaps',
      text: 'subnet 10.0.0.0 netmask 255.0.255.0 { }',
      want: /bad-address/,
    },
    {
      name: 'a subnet that is no network',
      text: 'subnet 10.0.0.5 netmask 255.255.255.0 { }',
      want: /bad-address/,
    },
    {
      name: 'a host that only DNS knows',
      text: 'host web { fixed-address web.example; }',
      want: /no-address/,
    },
    {
      name: 'a host without an address',
      text: 'host web { hardware ethernet 00:50:56:aa:00:01; }',
      want: /no-address/,
    },
    { name: 'an included file', text: 'include "/etc/dhcp/hosts.conf";', want: /pages-missing/ },
    { name: 'a brace too many', text: 'authoritative; }', want: /unreadable/ },
    { name: 'a brace too few', text: 'group {', want: /unreadable/ },
    { name: 'a statement without an end', text: 'authoritative', want: /unreadable/ },
    { name: 'deep nesting', text: 'group { '.repeat(5000), want: /unreadable/ },
  ])('$name is told', ({ text, want }) => {
    const result = importTexts('dhcpd-conf', [text]);
    expect(ownersIn(result)).toEqual([]);
    expect(leftIn(result)).toMatchObject([expect.stringMatching(want)]);
  });
});

describe('nmap', () => {
  const host = (inner: string): string =>
    `<nmaprun scanner="nmap"><host><status state="up"/>${inner}</host></nmaprun>`;
  const ADDRESS = '<address addr="10.0.0.1" addrtype="ipv4"/>';

  test.each([
    {
      name: 'the name in DNS',
      text: host(`${ADDRESS}<hostnames><hostname name="web.example" type="PTR"/></hostnames>`),
      want: ['web.example = 10.0.0.1'],
    },
    {
      name: 'the name that was scanned',
      text: host(
        `${ADDRESS}<hostnames><hostname name="b" type="PTR"/><hostname name="a" type="user"/></hostnames>`,
      ),
      want: ['a = 10.0.0.1'],
    },
    {
      name: 'quotes of either kind',
      text: host(
        `<address addrtype='ipv4' addr='10.0.0.1'/><hostnames><hostname type='PTR' name='web'/></hostnames>`,
      ),
      want: ['web = 10.0.0.1'],
    },
    {
      name: 'a name with an escape, spelled for an inventory',
      text: host(`${ADDRESS}<hostnames><hostname name="a&amp;b" type="PTR"/></hostnames>`),
      want: ['a-b = 10.0.0.1'],
    },
  ])('$name', ({ text, want }) => {
    expect(ownersIn(importTexts(undefined, [text]))).toEqual(want);
  });

  test.each([
    {
      name: 'a host that is down',
      text: host('').replace('up', 'down').replace('</host>', `${ADDRESS}</host>`),
      want: /not-in-use/,
    },
    { name: 'a host without a name', text: host(ADDRESS), want: /no-name/ },
    {
      name: 'a report that was cut between hosts',
      text: '<nmaprun scanner="nmap"><hosthint></hosthint>',
      want: /pages-missing/,
    },
    {
      name: 'a report that was cut within a tag',
      text: '<nmaprun scanner="nmap"><host><sta',
      want: /unreadable/,
    },
    {
      name: 'a scan that failed',
      text: '<nmaprun><runstats><finished exit="error"/></runstats></nmaprun>',
      want: /pages-missing/,
    },
    {
      name: 'declared entities',
      text: '<!DOCTYPE nmaprun [<!ENTITY a "b">]><nmaprun></nmaprun>',
      want: /unreadable/,
    },
    { name: 'other XML', text: '<html></html>', want: /unreadable/ },
    { name: 'deep nesting', text: `<nmaprun>${'<a>'.repeat(100_000)}`, want: /unreadable/ },
  ])('$name is told', ({ text, want }) => {
    const result = importTexts('nmap', [text]);
    expect(ownersIn(result)).toEqual([]);
    expect(leftIn(result).some((line) => want.test(line))).toBe(true);
  });
});
