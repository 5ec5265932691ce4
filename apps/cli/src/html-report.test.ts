/** The report on one page: complete, inert, and joined up. */
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import type { Target } from '@aclift/core';
import { adHoc, runScenario, scenarios } from './testing/scenario.ts';

type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.Node;

const TARGETS: readonly Target[] = ['networkpolicy', 'cilium'];
const CASES = scenarios().flatMap((given) =>
  TARGETS.map((target) => ({ name: given.name, target, given })),
);

/** All that the page consists of: nothing that loads, runs, or sends. */
const TAGS = new Set(
  'html head meta title style body header main section nav footer a p b br small span code pre div h1 h2 h3 h4 ul ol li dl dt dd details summary table thead tbody tfoot tr th td svg rect path'.split(
    ' ',
  ),
);
const ATTRIBUTES = new Set(
  'aria-hidden aria-label aria-labelledby charset class content d height href http-equiv id lang name preserveaspectratio role scope tabindex viewbox width x y'.split(
    ' ',
  ),
);

describe.each(CASES)('the page of $name as $target', ({ given, target }) => {
  const { files, report } = runScenario(given, { target });
  const page = pageOf(files);

  test('has every line with its outcome once, and counts that add up', () => {
    const rows = page.filter(({ tagName, parent }) => tagName === 'tr' && parent === 'ledger');
    expect(rows.map(({ cells }) => [cells[1], cells[2]])).toEqual(
      [...Map.groupBy(report.ledger.entries, ({ file, list }) => `${file}\n${list}`).values()]
        .flat()
        .map(({ outcome, text }) => [text, outcome]),
    );
    const counts = page
      .filter(({ tagName, parent }) => tagName === 'tr' && parent === 'outcomes')
      .map(({ cells }) => Number(cells[1]))
      .filter((count) => !Number.isNaN(count));
    expect(counts.at(-1)).toBe(report.ledger.total);
    expect(counts.slice(0, -1).reduce((sum, count) => sum + count, 0)).toBe(report.ledger.total);
  });

  test('consists of inert elements, and each link leads to a place on it', () => {
    const ids = page.flatMap(({ attributes }) => attributes.get('id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { attributes, tagName } of page) {
      expect(TAGS).toContain(tagName);
      for (const name of attributes.keys()) expect(ATTRIBUTES).toContain(name);
    }
    const leads = page.flatMap(({ attributes }) => attributes.get('href') ?? []);
    expect(leads.filter((href) => !ids.includes(href.replace(/^#/, '')))).toEqual([]);
  });

  test('has no two landmarks of one name', () => {
    const titles = new Map(page.map(({ attributes, text }) => [attributes.get('id') ?? '', text]));
    const names = page
      .filter(
        ({ attributes, tagName }) => tagName === 'section' || attributes.get('role') === 'region',
      )
      .map(
        ({ attributes }) =>
          attributes.get('aria-label') ?? titles.get(attributes.get('aria-labelledby') ?? ''),
      );
    expect(names.length).toBeGreaterThan(3);
    expect(names.filter((name, i) => name === undefined || names.indexOf(name) !== i)).toEqual([]);
  });

  test('shows every draft with its YAML', () => {
    const yaml = page
      .filter(({ tagName }) => tagName === 'pre')
      .map(({ text }) => text.trim())
      // What to paste into the decisions is no draft.
      .filter((text) => !text.startsWith('version: 1'));
    const drafts = new Set(report.drafts.map(({ path }) => path));
    expect(yaml.toSorted()).toEqual(
      files
        .filter(({ path }) => drafts.has(path))
        .map(({ text }) => text.trim())
        .toSorted(),
    );
  });
});

test('shows hostile text as text', () => {
  const hostile = '<img/src=x/onerror=alert(1)>';
  const config = [
    'interface Vlan10',
    ` description ${hostile}`,
    ' ip address 10.1.0.1 255.255.255.0',
    ` ip access-group ${hostile} in`,
    `ip access-list extended ${hostile}`,
    ` remark </style><script>alert(1)</script>`,
    ' permit tcp host 10.1.0.5 host 10.9.0.9 eq 443',
    ` permit tcp host 10.1.0.5 object-group "><script>alert(1)</script>`,
    ' permit </td><svg/onload=alert(1)>',
  ].join('\n');
  const inventory = `version: 1
workloads:
  - namespace: shop
    labels: { app: web }
    addresses: [10.1.0.5]
externals:
  - name: "'\\"><script>alert(1)</script>\\u202e"
    addresses: [10.9.0.9]
`;
  const { files, report } = runScenario(adHoc(config, inventory));
  expect(report.ledger.total).toBe(3);
  const page = pageOf(files);
  for (const { attributes, tagName } of page) {
    expect(TAGS).toContain(tagName);
    for (const name of attributes.keys()) expect(ATTRIBUTES).toContain(name);
  }
  expect(page.filter(({ tagName }) => tagName === 'style')).toHaveLength(1);
  const text = page.find(({ tagName }) => tagName === 'main')?.text ?? '';
  expect(text).toContain(hostile);
  expect(text).toContain('permit </td><svg/onload=alert(1)>');
  expect(text).not.toContain('\u202e');
});

test('a very long ledger shows the lines that need somebody, and counts the others', () => {
  const entries = Array.from(
    { length: 5001 },
    (_, n) => ` permit tcp host 10.0.${n >> 8}.${n & 255} any eq 443`,
  );
  const config = [
    'interface Vlan10',
    ' ip address 192.0.2.254 255.255.255.0',
    ' ip access-group SHORT in',
    'ip access-list extended SHORT',
    ' deny udp any any',
    'ip access-list extended LONG',
    ...entries,
    ' permit nonsense',
  ].join('\n');
  const { files, report } = runScenario(
    adHoc(
      config,
      'version: 1\nworkloads:\n  - { namespace: b, labels: { app: a }, addresses: [192.0.2.1] }\n',
    ),
  );
  expect(report.ledger.outcomes).toMatchObject({ unbound: 5001, unparsed: 1 });
  const page = pageOf(files);
  const rows = page.filter(({ tagName, parent }) => tagName === 'tr' && parent === 'ledger');
  expect(rows.map(({ cells }) => cells[2])).toEqual(['unparsed']);
  expect(page.find(({ tagName }) => tagName === 'main')?.text).toContain(
    '5001 lines not shown: 5001 unbound.',
  );
});

/** An element as a reader meets it. */
interface Seen {
  readonly tagName: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly text: string;
  /** Class of the table whose body it is in. */
  readonly parent: string;
  /** Texts of its own cells. */
  readonly cells: readonly string[];
}

function pageOf(files: readonly { readonly path: string; readonly text: string }[]): Seen[] {
  const html = files.find(({ path }) => path === 'report.html')?.text ?? '';
  const errors: string[] = [];
  const document = parse(html, { onParseError: ({ code }) => errors.push(code) });
  expect(errors).toEqual([]);
  const found: Seen[] = [];
  const walk = (node: Node, table: string): void => {
    const within = isElement(node) ? tableOf(node, table) : table;
    if (isElement(node)) found.push(seen(node, within));
    if ('childNodes' in node) for (const child of node.childNodes) walk(child, within);
  };
  walk(document, '');
  return found;
}

function seen(element: Element, parent: string): Seen {
  return {
    tagName: element.tagName,
    attributes: new Map(element.attrs.map(({ name, value }) => [name.toLowerCase(), value])),
    text: textOf(element),
    parent,
    cells: element.childNodes
      .filter(isElement)
      .filter(({ tagName }) => tagName === 'td' || tagName === 'th')
      .map(textOf),
  };
}

function tableOf(element: Element, outer: string): string {
  if (element.tagName === 'table')
    return element.attrs.find(({ name }) => name === 'class')?.value ?? '';
  return element.tagName === 'thead' ? '' : outer;
}

function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

function textOf(node: Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}
