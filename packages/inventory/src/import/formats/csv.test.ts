import { describe, expect, test } from 'vitest';
import { importTexts, leftIn, ownersIn } from '../../../testing/run-import.ts';

const of = (rows: readonly string[], more: Parameters<typeof importTexts>[2] = {}) =>
  importTexts('csv', [`${rows.join('\n')}\n`], more);

describe('a row about a host', () => {
  test.each([
    { name: 'never owns its subnet', column: 'Subnet', cell: '10.0.0.0/24' },
    { name: 'never owns its network', column: 'Network', cell: '10.0.0.0/24' },
    { name: 'never owns its prefix', column: 'Prefix', cell: '10.0.0.0/24' },
    { name: 'never owns its CIDR', column: 'CIDR', cell: '10.0.0.0/24' },
    { name: 'never owns the range in which it stands', column: 'Range', cell: '10.0.0.1-10.0.0.9' },
    { name: 'never owns its VNet', column: 'VNet', cell: '10.0.0.0/8' },
  ])('$name', ({ cell, column }) => {
    const result = of([`Hostname,IP Address,${column}`, `web1,10.0.0.5,${cell}`]);
    expect(ownersIn(result)).toEqual(['web1 = 10.0.0.5']);
    expect(leftIn(result)).toEqual([`skipped own-network: web1 ${cell}`]);
    expect(result.unusedColumns).toEqual([{ file: 'f1', columns: [column.toLowerCase()] }]);
  });

  test.each([
    {
      name: 'has no address when only its subnet is told',
      rows: ['Hostname,Subnet', 'web1,10.0.0.0/24'],
    },
    { name: 'is not at the address of a network', rows: ['Server,IP', 'web1,10.0.0.0/24'] },
    {
      name: 'is not at the first address under its mask',
      rows: ['Hostname,IP,Netmask', 'web1,10.0.0.0,255.255.255.0'],
    },
  ])('$name', ({ rows }) => {
    const result = of(rows);
    expect(ownersIn(result)).toEqual([]);
    expect(leftIn(result)).toHaveLength(1);
    expect(leftIn(result)[0]).toMatch(
      /^skipped (?:host-without-address|bad-address): web1 10\.0\.0\.0\/24$/,
    );
    expect(result.fruitless).toEqual([{ file: 'f1' }]);
  });

  test('keeps its address whatever the mask beside it says', () => {
    const rows = [
      'Hostname,IP,Subnet Mask',
      'a,10.0.0.5,255.255.255.0',
      'b,10.0.1.5,24',
      'c,10.0.2.4,/31',
    ];
    expect(ownersIn(of(rows))).toEqual(['a = 10.0.0.5', 'b = 10.0.1.5', 'c = 10.0.2.4']);
  });

  test('owns what the user says that it does', () => {
    const columns = new Map([['address', 'Subnet']]);
    const result = of(['Hostname,IP,Subnet', 'lab,10.0.0.5,10.0.0.0/24'], { columns });
    expect(leftIn(result)).toEqual(['skipped bad-address: lab 10.0.0.0/24']);
    const mapped = new Map([
      ['network', 'Subnet'],
      ['name', 'Hostname'],
    ]);
    expect(
      ownersIn(of(['Hostname,IP,Subnet', 'lab,10.0.0.5,10.0.0.0/24'], { columns: mapped })),
    ).toEqual(['lab = 10.0.0.0/24']);
  });
});

describe('a row about a network', () => {
  test.each([
    { cell: '10.0.0.0/24', want: '10.0.0.0/24' },
    { cell: '10.0.0.0 255.255.255.0', want: '10.0.0.0/24' },
    { cell: '10.0.0.0/255.255.255.0', want: '10.0.0.0/24' },
    { cell: '10.0.0.1-10.0.0.9', want: '10.0.0.1-10.0.0.9' },
    { cell: '10.0.0.1 - 10.0.0.9', want: '10.0.0.1-10.0.0.9' },
    { cell: '10.0.0.1 – 10.0.0.9', want: '10.0.0.1-10.0.0.9' },
    { cell: '10.0.0.1—10.0.0.9', want: '10.0.0.1-10.0.0.9' },
    { cell: '10.0.0.1\u00A0-\u00A010.0.0.9', want: '10.0.0.1-10.0.0.9' },
    { cell: '10.0.0.1 to 10.0.0.9', want: '10.0.0.1-10.0.0.9' },
    { cell: '10.0.0.7/32', want: '10.0.0.7' },
    { cell: '2001:DB8::/64', want: '2001:db8::/64' },
    { cell: '2001:db8::1 - 2001:db8::9', want: '2001:db8::1-2001:db8::9' },
  ])('reads $cell as $want', ({ cell, want }) => {
    expect(ownersIn(of(['Name,Network', `lan,${cell}`]))).toEqual([`lan = ${want}`]);
  });

  test.each([
    '10.0.0.0 0.0.0.255',
    '10.0.0.5/24',
    '10.0.0.5 255.255.255.0',
    '10.0.0.0 255.0.255.0',
    '10.0.0.0',
    '10.0.0.1-9',
    '10.0.0.9-10.0.0.1',
    '10.0.0.1 - ',
    '10.0.0.*',
    '255.255.255.0',
    '10.0.0.0/24 (lab)',
    'lab 10.0.0.0/24',
    '010.0.0.0/24',
    '10.0.0.0/33',
  ])('does not guess what %j is, and says so', (cell) => {
    const result = of(['Name,Network', `lan,${cell}`]);
    expect(ownersIn(result)).toEqual([]);
    expect(leftIn(result)).toMatchObject([expect.stringMatching(/^skipped bad-address: lan /)]);
  });

  test.each([
    { name: 'a dotted mask', mask: '255.255.255.128', want: '10.0.0.0/25' },
    { name: 'a length', mask: '25', want: '10.0.0.0/25' },
    { name: 'a length with its slash', mask: '/25', want: '10.0.0.0/25' },
    { name: 'the mask of one host', mask: '255.255.255.255', want: '10.0.0.0' },
  ])('takes $name from a column of masks', ({ mask, want }) => {
    expect(ownersIn(of(['Name,Network,Mask', `lan,10.0.0.0,${mask}`]))).toEqual([`lan = ${want}`]);
  });

  test.each(['0.0.0.255', '255.0.255.0', 'x', '129'])(
    'does not guess what the mask %s means',
    (mask) => {
      const result = of(['Name,Network,Mask', `lan,10.0.0.0,${mask}`]);
      expect(ownersIn(result)).toEqual([]);
      expect(leftIn(result)[0]).toMatch(/^skipped bad-address: lan 10\.0\.0\.0/);
    },
  );

  test('may have its length in a column of its own called prefix', () => {
    expect(ownersIn(of(['Name,Subnet,Prefix', 'lan,10.0.0.0,24']))).toEqual(['lan = 10.0.0.0/24']);
  });

  test.each([
    { name: 'Start IP,End IP', row: '10.0.0.1,10.0.0.9' },
    { name: 'From,To', row: '10.0.0.1,10.0.0.9' },
    { name: 'Start Address,End Address', row: '10.0.0.1,10.0.0.9' },
  ])('may have its ends in two columns: $name', ({ name, row }) => {
    const result = importTexts(undefined, [`Name,${name}\npool,${row}\n`]);
    expect(ownersIn(result)).toEqual(['pool = 10.0.0.1-10.0.0.9']);
    expect(result.unusedColumns).toEqual([]);
  });

  test.each(['10.0.0.1,', ',10.0.0.9', '10.0.0.9,10.0.0.1', '10.0.0.1,2001:db8::1', '10.0.0.1,9'])(
    'with the ends %j is not guessed',
    (row) => {
      const result = of(['Name,Start IP,End IP', `pool,${row}`]);
      expect(leftIn(result)).toMatchObject([expect.stringMatching(/^skipped bad-address: pool /)]);
    },
  );

  test('columns of dates are no ends of ranges', () => {
    const result = of(['Name,IP,Start,End', 'web,10.0.0.1,2024-01-01,2024-12-31']);
    expect(ownersIn(result)).toEqual(['web = 10.0.0.1']);
    expect(result.unusedColumns).toEqual([{ file: 'f1', columns: ['start', 'end'] }]);
  });

  test('is called by what networks are called by', () => {
    const rows = ['Subnet,VLAN Name,Description', '10.0.0.0/24,voice,', '10.0.1.0/24,,guests'];
    expect(ownersIn(of(rows))).toEqual(['guests = 10.0.1.0/24', 'voice = 10.0.0.0/24']);
  });

  test('stays an external when hosts become workloads', () => {
    const result = of(['Name,IP', 'lan,10.0.0.0/24', 'pool,10.0.1.1-10.0.1.9', 'web,10.0.0.5'], {
      namespace: 'shop',
    });
    expect(ownersIn(result)).toEqual([
      'shop app=web = 10.0.0.5',
      'lan = 10.0.0.0/24',
      'pool = 10.0.1.1-10.0.1.9',
    ]);
  });
});

describe('cells that hold no address', () => {
  test.each(['', '-', '–', 'n/a', 'N/A', 'none', 'DHCP', 'TBD', 'unknown'])(
    '%j says that there is none, which is understood',
    (cell) => {
      const result = of(['Name,IP', `web,${cell}`, 'db,10.0.0.1']);
      expect(leftIn(result)).toEqual(['skipped no-address: web']);
    },
  );

  test('half of all addresses is nobody in particular', () => {
    const rows = ['Name,IP', 'any,0.0.0.0/0', 'half,128.0.0.0/1', 'v6,::/0', 'web,10.0.0.1'];
    const result = of(rows);
    expect(ownersIn(result)).toEqual(['web = 10.0.0.1']);
    expect(leftIn(result)).toEqual([
      'skipped too-wide: any 0.0.0.0/0',
      'skipped too-wide: half 128.0.0.0/1',
      'skipped too-wide: v6 ::/0',
    ]);
  });

  test('blocks that add up to half of all are refused to one workload', () => {
    const rows = ['ip,namespace,app', '0.0.0.0/2,a,w', '64.0.0.0/2,a,w', '128.0.0.0/2,a,v'];
    expect(leftIn(of(rows))).toEqual(['skipped too-wide: a 64.0.0.0/2']);
  });

  test('networks of loopback, multicast and link-local addresses are nobody', () => {
    const rows = [
      'Name,Network',
      'a,127.0.0.0/8',
      'b,224.0.0.0/4',
      'c,169.254.0.0/16',
      'd,fe80::/10',
    ];
    expect(leftIn(of(rows)).every((line) => line.startsWith('skipped special-address'))).toBe(true);
  });
});

describe('rows that are not in use', () => {
  test.each([
    'Retired',
    'retired (2023)',
    'Decommissioned',
    'Decommissioning',
    'DISPOSED',
    'Reserved',
    'reserved for printers',
    'Deprecated',
    'Planned',
    'In Stock',
    'On Order',
    'free',
    'Unused',
    'Not in use',
    'End of Life',
  ])('status %j is one of these', (status) => {
    const result = of(['Name,IP,Status', `web,10.0.0.1,${status}`, 'db,10.0.0.2,Active']);
    expect(ownersIn(result)).toEqual(['db = 10.0.0.2']);
    expect(leftIn(result)).toEqual(['skipped not-in-use: web 10.0.0.1']);
  });

  test.each([
    'Active',
    'In use',
    'To be decommissioned',
    'up',
    'Powered off',
    'Freeze',
    'Plannedly',
    '',
  ])('status %j is none', (status) => {
    expect(ownersIn(of(['Name,IP,Status', `web,10.0.0.1,${status}`]))).toEqual(['web = 10.0.0.1']);
  });

  test.each(['Operational status', 'Install Status', 'Lifecycle Stage', 'State', 'CI Status'])(
    'column %s is known',
    (column) => {
      const rows = [`Name,IP,${column.replace('Lifecycle', 'Life Cycle')}`, 'web,10.0.0.1,Retired'];
      expect(leftIn(of(rows))).toEqual(['skipped not-in-use: web 10.0.0.1']);
    },
  );
});

describe('names and labels', () => {
  test('a name without a namespace is not dropped for a column that could be a label', () => {
    const rows = ['Name,Role,Tier,IP', 'sw1,Access Switch,core,10.0.0.2', 'sw2,,,10.0.0.3'];
    expect(ownersIn(of(rows))).toEqual(['sw1 = 10.0.0.2', 'sw2 = 10.0.0.3']);
  });

  test('hosts of one role are not one workload', () => {
    const rows = [
      'Name,Role,IP',
      'web1,web,10.0.0.1',
      'web2,web,10.0.0.2',
      'sw1,Access Switch,10.0.0.3',
    ];
    expect(ownersIn(of(rows, { namespace: 'shop' }))).toEqual([
      'shop app=sw1 = 10.0.0.3',
      'shop app=web1,role=web = 10.0.0.1',
      'shop app=web2,role=web = 10.0.0.2',
    ]);
  });

  test('hosts of one application are one workload', () => {
    const rows = ['Name,App,IP', 'web1,web,10.0.0.1', 'web2,web,10.0.0.2'];
    expect(ownersIn(of(rows, { namespace: 'shop' }))).toEqual([
      'shop app=web = 10.0.0.1, 10.0.0.2',
    ]);
  });

  test('labels that the user maps are taken as they are', () => {
    const columns = new Map([['label:role', 'Role']]);
    const rows = ['Name,Role,IP', 'web1,web,10.0.0.1', 'web2,web,10.0.0.2'];
    expect(ownersIn(of(rows, { columns, namespace: 'shop' }))).toEqual([
      'shop role=web = 10.0.0.1, 10.0.0.2',
    ]);
  });

  test('an application that is no label is refused, not replaced by the name', () => {
    const result = of(['Name,App,IP', 'pay1,Pay Ment,10.0.0.1'], { namespace: 'shop' });
    expect(ownersIn(result)).toEqual([]);
    expect(leftIn(result)).toEqual(['skipped bad-label: pay1 10.0.0.1']);
  });

  test.each([
    { name: 'the machine comes before the hypervisor', rows: ['Host,VM,IP', 'esx1,web1,10.0.0.1'] },
    {
      name: 'the host name comes before its device',
      rows: ['Device,Hostname,IP', 'rack3,web1,10.0.0.1'],
    },
    { name: 'an address is no name', rows: ['Hostname,FQDN,IP', '10.0.0.1,web1,10.0.0.1'] },
  ])('$name', ({ rows }) => {
    expect(ownersIn(of(rows))).toEqual(['web1 = 10.0.0.1']);
  });

  test('labels of one release are left out, and their columns named', () => {
    const head = 'ip,namespace,labels,label:helm.sh/chart,app.kubernetes.io/version';
    const rows = [
      head,
      '10.0.0.1,a,"app=w,version=1,pod-template-hash=x",w-1,1',
      '10.0.0.2,a,"app=w,version=2,pod-template-hash=y",w-2,2',
    ];
    const result = of(rows);
    expect(ownersIn(result)).toEqual(['a app=w = 10.0.0.1, 10.0.0.2']);
    expect(result.unusedColumns).toEqual([
      { file: 'f1', columns: ['label:helm.sh/chart', 'app.kubernetes.io/version'] },
    ]);
  });

  test('keys that objects have of themselves are keys like any other', () => {
    const rows = ['ip,namespace,labels', '10.0.0.1,a,constructor=x', '10.0.0.2,a,__proto__=x'];
    const result = of(rows);
    expect(ownersIn(result)).toEqual(['a constructor=x = 10.0.0.1']);
    expect(leftIn(result)).toEqual(['skipped bad-label: a 10.0.0.2']);
  });
});

describe('the table itself', () => {
  test('two columns of one name are both read', () => {
    expect(ownersIn(of(['Name,IP,IP', 'web,10.0.0.1,10.0.0.2']))).toEqual([
      'web = 10.0.0.1, 10.0.0.2',
    ]);
  });

  test('a column without a name that holds something is named among the unused', () => {
    const { unusedColumns } = of(['Name,,IP,', 'web,10.0.0.9,10.0.0.1,']);
    expect(unusedColumns).toEqual([{ file: 'f1', columns: ['(column 2)'] }]);
  });

  test('a line of PowerShell and blank lines may come before the columns', () => {
    const text =
      '\n#TYPE System.Management.Automation.PSCustomObject\n"Name";"IP"\n"web";"10.0.0.1"\n';
    expect(ownersIn(importTexts('csv', [text]))).toEqual(['web = 10.0.0.1']);
  });

  test('a table without a column of addresses is not understood, and its columns are told', () => {
    const result = of(['Name,Owner', 'web,Ann']);
    expect(leftIn(result)[0]).toMatch(/^skipped unreadable: .*name, owner/);
  });

  test('text that is of another format is told so', () => {
    const json =
      '{"Reservations":[{"Instances":[{"InstanceId":"i-1","PrivateIpAddress":"10.0.0.1"}]}]}';
    expect(importTexts('csv', [json]).fruitless).toEqual([{ file: 'f1', looksLike: 'aws' }]);
  });
});
