import { describe, expect, test } from 'vitest';
import { readInventory } from '../read-inventory.ts';
import { editInventory, inventoryEditor } from './edit-inventory.ts';
import type { InventoryEdit } from './inventory-edit.ts';

const read = (text: string) => {
  const { value, diagnostics } = readInventory({ name: 'i', text });
  const plain = {
    namespaces: value?.namespaces.map(({ name, labels }) => ({ name, labels })),
    workloads: value?.workloads.map(({ namespace, labels, addresses, now, vips }) => ({
      namespace,
      labels,
      addresses: addresses.map((address) => address.text),
      now,
      vips: vips.map(({ address, ports }) => [address.text, ports.map((p) => [p.port, p.target])]),
    })),
    externals: value?.externals.map(({ name, addresses }) => ({
      name,
      addresses: addresses.map((address) => address.text),
    })),
  };
  return { plain, codes: diagnostics.map(({ code }) => code) };
};

const edited = (text: string, ...edits: readonly InventoryEdit[]): string => {
  const result = editInventory(text, edits);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

const SHOP = `# who is who
version: 1   # the only one
namespaces:
  shop: { labels: { team: commerce } }  # Ann's
  crm:

workloads:
  # the web tier
  - namespace: shop
    labels: { app: 'web', tier: web } # quoted, why not
    addresses: [10.0.0.1, 10.0.0.2] # two

  - labels:
      # the key first
      app: db   # data
      "tier": data
    namespace: shop
    addresses:
      - 10.0.1.1   # primary
      # standby, to be replaced
      - "10.0.1.2"
      - 10.0.1.0/28

# who stays outside
externals:
  - { name: branches, addresses: [192.168.0.0/16] }
`;

describe('an edit changes only its lines', () => {
  const cases: readonly {
    name: string;
    text?: string;
    edits: readonly InventoryEdit[];
    removed: readonly string[];
    added: readonly string[];
  }[] = [
    {
      name: 'an address into brackets',
      edits: [{ kind: 'change-workload', id: 'shop/web', change: { addAddresses: ['10.0.0.3'] } }],
      removed: ['    addresses: [10.0.0.1, 10.0.0.2] # two'],
      added: ['    addresses: [10.0.0.1, 10.0.0.2, 10.0.0.3] # two'],
    },
    {
      name: 'an address into a list of lines',
      edits: [
        { kind: 'change-workload', id: 'shop/db', change: { addAddresses: ['2001:db8::1'] } },
      ],
      removed: [],
      added: ['      - "2001:db8::1"'],
    },
    {
      name: 'an address out of a list of lines, its own comment with it',
      edits: [
        { kind: 'change-workload', id: 'shop/db', change: { removeAddresses: ['10.0.1.1'] } },
      ],
      removed: ['      - 10.0.1.1   # primary'],
      added: [],
    },
    {
      name: 'addresses are compared as ranges',
      edits: [
        {
          kind: 'change-workload',
          id: 'shop/db',
          change: { removeAddresses: ['10.0.1.0-10.0.1.15', '10.0.1.2/32'] },
        },
      ],
      removed: ['      - "10.0.1.2"', '      - 10.0.1.0/28'],
      added: [],
    },
    {
      name: 'the last address out of brackets',
      edits: [
        {
          kind: 'change-workload',
          id: 'shop/web',
          change: { removeAddresses: ['10.0.0.2', '10.0.0.1'] },
        },
      ],
      removed: ['    addresses: [10.0.0.1, 10.0.0.2] # two'],
      added: ['    addresses: [] # two'],
    },
    {
      name: 'a label beside others, another changed',
      edits: [
        {
          kind: 'change-workload',
          id: 'shop/db',
          change: { setLabels: { tier: 'yes', 'app.kubernetes.io/part-of': 'shop' } },
        },
      ],
      removed: ['      "tier": data'],
      added: ['      "tier": "yes"', '      app.kubernetes.io/part-of: shop'],
    },
    {
      name: 'a label out, keys added behind the last one',
      edits: [
        {
          kind: 'change-workload',
          id: 'shop/web',
          change: {
            removeLabels: ['tier'],
            now: 'both',
            addVips: [{ address: '10.9.0.1', ports: [{ port: 443, target: 8443 }] }],
          },
        },
      ],
      removed: ["    labels: { app: 'web', tier: web } # quoted, why not"],
      added: [
        "    labels: { app: 'web' } # quoted, why not",
        '    now: both',
        '    vips: [{ address: 10.9.0.1, ports: [{ port: 443, target: 8443 }] }]',
      ],
    },
    {
      name: 'a new workload, apart like the others, with its reasons',
      edits: [
        {
          kind: 'add-workload',
          workload: { namespace: 'crm', labels: { app: 'api' }, addresses: ['10.0.2.1'] },
          comments: ['group API\nforged: line'],
        },
      ],
      removed: [],
      added: [
        '',
        '  # group API',
        '  # forged: line',
        '  - namespace: crm',
        '    labels: { app: api }',
        '    addresses: [10.0.2.1]',
      ],
    },
    {
      name: 'a new external, on one line like the other',
      edits: [
        { kind: 'add-external', external: { name: 'a: b', addresses: ['10.7.0.0/16'] } },
        { kind: 'change-external', name: 'branches', change: { name: 'offices' } },
      ],
      removed: ['  - { name: branches, addresses: [192.168.0.0/16] }'],
      added: [
        '  - { name: offices, addresses: [192.168.0.0/16] }',
        '  - { name: "a: b", addresses: [10.7.0.0/16] }',
      ],
    },
    {
      name: 'labels of a namespace that has none, of one that has, and of a new one',
      edits: [
        { kind: 'set-namespace', name: 'crm', labels: { team: 'sales' } },
        { kind: 'set-namespace', name: 'shop', labels: { team: 'web', site: 'a' } },
        { kind: 'set-namespace', name: 'ops', labels: {} },
      ],
      removed: ["  shop: { labels: { team: commerce } }  # Ann's", '  crm:'],
      added: [
        "  shop: { labels: { team: web, site: a } }  # Ann's",
        '  crm: { labels: { team: sales } }',
        '  ops: {}',
      ],
    },
    {
      name: 'a removed workload leaves the comment above it',
      edits: [{ kind: 'remove-workload', id: 'shop/web' }],
      removed: [
        '  - namespace: shop',
        "    labels: { app: 'web', tier: web } # quoted, why not",
        '    addresses: [10.0.0.1, 10.0.0.2] # two',
      ],
      added: [],
    },
    {
      name: 'the only external out',
      edits: [{ kind: 'remove-external', name: 'branches' }],
      removed: ['  - { name: branches, addresses: [192.168.0.0/16] }'],
      added: ['  []'],
    },
    {
      name: 'an entry replaced keeps what is equal',
      edits: [
        {
          kind: 'replace-workload',
          id: 'shop/db',
          workload: {
            namespace: 'shop',
            labels: { app: 'db', tier: 'data' },
            addresses: ['10.0.1.1', '10.0.1.0/28', '10.0.1.99'],
          },
        },
      ],
      removed: ['      - "10.0.1.2"'],
      added: ['      - 10.0.1.99'],
    },
  ];
  test.each(cases)('$name', ({ text = SHOP, edits, removed, added }) => {
    for (const source of [text, text.replaceAll('\n', '\r\n'), `\uFEFF${text}`]) {
      const before = source.split('\n');
      const after = edited(source, ...edits).split('\n');
      const mark = source.includes('\r') ? '\r' : '';
      const difference = lineDifference(before, after);
      expect(difference.removed).toEqual(removed.map((line) => line + mark));
      // A blank line can count as the one before or behind an entry.
      expect(difference.added.toSorted()).toEqual(added.map((line) => line + mark).toSorted());
    }
  });
});

test.each([
  {
    name: 'a missing section',
    text: 'version: 1\nexternals: []',
    want: 'version: 1\nexternals: []\nworkloads:\n  - namespace: a\n    labels: { app: b }',
  },
  {
    name: 'an empty section',
    text: 'version: 1\nworkloads: # none yet\n',
    want: 'version: 1\nworkloads: # none yet\n  - namespace: a\n    labels: { app: b }\n',
  },
  {
    name: 'a section of empty brackets',
    text: 'version: 1\nworkloads: [] # none yet\nexternals:\n',
    want: 'version: 1\nworkloads: # none yet\n  - namespace: a\n    labels: { app: b }\nexternals:\n',
  },
  {
    name: 'a JSON file',
    text: '{"version": 1}\n',
    want: '{"version": 1, "workloads": [{ "namespace": "a", "labels": { "app": "b" } }]}\n',
  },
  {
    name: 'a list in the column of its key',
    text: 'version: 1\nworkloads:\n- {namespace: c, labels: {app: d}}\n# end\n',
    want: 'version: 1\nworkloads:\n- {namespace: c, labels: {app: d}}\n- { namespace: a, labels: { app: b } }\n# end\n',
  },
])('adds a workload to $name', ({ text, want }) => {
  const result = edited(text, {
    kind: 'add-workload',
    workload: { namespace: 'a', labels: { app: 'b' } },
  });
  expect(result).toBe(want);
  expect(read(result).codes).toEqual([]);
});

test('brackets over several lines keep their comments', () => {
  const text = `version: 1
workloads:
  - namespace: a
    labels: {app: b}
    addresses: [
      10.0.0.1, # one
      10.0.0.2  # two
    ]
`;
  const change = (addAddresses: string[], removeAddresses: string[]): string =>
    edited(text, { kind: 'change-workload', id: 'a/b', change: { addAddresses, removeAddresses } });
  expect(change(['10.0.0.3'], [])).toContain(
    '      10.0.0.1, # one\n      10.0.0.2,  # two\n      10.0.0.3\n    ]',
  );
  expect(change([], ['10.0.0.1'])).toContain('[\n      10.0.0.2  # two\n    ]');
  expect(change([], ['10.0.0.2'])).toContain('[\n      10.0.0.1, # one\n    ]');
});

test.each([
  {
    name: 'a workload that is not there',
    edits: [{ kind: 'remove-workload', id: 'shop/nobody' }] as const,
    want: { kind: 'unknown-entry', entry: 'shop/nobody' },
  },
  {
    name: 'an address that is not there',
    edits: [
      { kind: 'change-workload', id: 'shop/web', change: { removeAddresses: ['10.0.0.9'] } },
    ] as const,
    want: { kind: 'unknown-part', entry: 'shop/web', part: '10.0.0.9' },
  },
  {
    name: 'two changes of one entry',
    edits: [
      { kind: 'remove-workload', id: 'shop/web' },
      { kind: 'change-workload', id: 'shop/web', change: {} },
    ] as const,
    want: { kind: 'changed-twice', entry: 'shop/web' },
  },
])('refuses $name', ({ edits, want }) => {
  expect(editInventory(SHOP, edits)).toEqual({ ok: false, error: want });
});

test('takes named addresses out of entries that still say FILL-IN', () => {
  const text = `version: 1
workloads:
  # object-group WEB: 9 entries are about it
  - namespace: FILL-IN
    labels: { app: FILL-IN }
    addresses:
      - 10.0.0.1
      - 10.0.0.2

  # address 10.0.0.9: 3 entries are about it
  - namespace: FILL-IN
    labels: { app: FILL-IN }
    addresses: [10.0.0.9]

  # not touched
  - namespace: shop
    labels: { app: db }
    addresses: [10.0.0.8/32]
externals:
  - { name: FILL-IN, addresses: [10.0.0.8] }
`;
  expect(
    edited(
      text,
      { kind: 'drop-unfinished', addresses: ['10.0.0.9', '10.0.0.2'] },
      { kind: 'drop-unfinished', addresses: ['10.0.0.8', '10.0.0.7'] },
    ),
  ).toBe(`version: 1
workloads:
  # object-group WEB: 9 entries are about it
  - namespace: FILL-IN
    labels: { app: FILL-IN }
    addresses:
      - 10.0.0.1

  # not touched
  - namespace: shop
    labels: { app: db }
    addresses: [10.0.0.8/32]
externals:
  []
`);
});

test('refuses to change what an anchor shares', () => {
  const text = `version: 1
workloads:
  - { namespace: a, labels: &l { app: web }, addresses: [10.0.0.1] }
  - { namespace: b, labels: *l }
`;
  for (const id of ['a/web', 'b/web']) {
    const change = { setLabels: { tier: 'x' } };
    const result = editInventory(text, [{ kind: 'change-workload', id, change }]);
    expect(result).toMatchObject({ ok: false, error: { kind: 'shared' } });
  }
});

test('refuses a text that is no inventory', () => {
  for (const text of ['', 'version: 2', '- a', 'a: [']) {
    expect(editInventory(text, [])).toEqual({ ok: false, error: { kind: 'unreadable' } });
  }
});

/** Lines only before and lines only after, by the longest common subsequence. */
function lineDifference(before: readonly string[], after: readonly string[]) {
  const length = Array.from({ length: before.length + 1 }, () =>
    Array.from({ length: after.length + 1 }, () => 0),
  );
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const row = length[i] ?? [];
      row[j] =
        before[i] === after[j]
          ? 1 + (length[i + 1]?.[j + 1] ?? 0)
          : Math.max(length[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  const removed: string[] = [];
  const added: string[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [one, other] = [before[i], after[j]];
    if (one !== undefined && one === other) [i, j] = [i + 1, j + 1];
    else if (
      other !== undefined &&
      (one === undefined || (length[i]?.[j + 1] ?? 0) >= (length[i + 1]?.[j] ?? 0))
    ) {
      added.push(other);
      j += 1;
    } else {
      removed.push(one ?? '');
      i += 1;
    }
  }
  return { removed, added };
}

test('an editor of one text makes each change of the text as it was given', () => {
  const text = 'version: 1\nworkloads:\n  - { namespace: shop, labels: { app: web } } # one\n';
  const edit = inventoryEditor(text);
  const change = (now: 'outside' | 'both') =>
    [{ kind: 'change-workload', id: 'shop/web', change: { now } }] as const;
  for (const now of ['outside', 'both', 'outside'] as const) {
    expect(edit(change(now))).toEqual(editInventory(text, change(now)));
  }
});
