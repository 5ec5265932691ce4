/** One table of names that want to be obeyed, through everything that is printed and written. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Migration } from '@aclift/core';
import { explainPolicies } from '@aclift/insight';
import { lint, lintMarkdown, lintSarif } from '@aclift/analysis';
import { writePolicy } from '@aclift/policy';
import { printLine } from '@aclift/ios';
import { marked } from 'marked';
import { type DefaultTreeAdapterTypes as Html, parse as parseHtml } from 'parse5';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { devicesOf } from './read-devices.ts';
import {
  asFileName,
  asLine,
  asWord,
  FORGED,
  HIDDEN,
  NASTY,
  NASTY_INVENTORY,
  nastyConfig,
} from './testing/nasty-names.ts';
import { faultsBy } from './testing/published-schema.ts';
import { Workplace } from './testing/run-aclift.ts';
import { runScenario } from './testing/scenario.ts';
import { treeOf } from './testing/tree.ts';

/** What steers a reader, in a text whose lines are ours. */
function findings(text: string): readonly string[] {
  return [
    ...(HIDDEN.exec(text) === null ? [] : [`hidden: ${JSON.stringify(HIDDEN.exec(text)?.[0])}`]),
    ...(new RegExp(`^${FORGED}`, 'm').test(text) ? ['a line of its own'] : []),
  ];
}

const sourceOf = (text: string) => ({
  name: `configs/${asFileName(text)}.cfg`,
  text: nastyConfig(text),
});

/** Both targets, with names in configurations and in names of files. */
function migrated(text: string): readonly Migration[] {
  const given = {
    configs: [sourceOf(text)],
    inventory: { name: `${asFileName(text)}.yaml`, text: NASTY_INVENTORY },
  };
  return (['networkpolicy', 'cilium'] as const).map((target) =>
    runScenario(given, { target, unseenTraffic: 'report' }),
  );
}

/** Elements of a page with their attributes. */
function elementsOf(node: Html.Node): readonly Html.Element[] {
  const children = 'childNodes' in node ? node.childNodes.flatMap(elementsOf) : [];
  return 'tagName' in node ? [node, ...children] : children;
}

/** Elements and attributes beyond those that the page has of itself. */
function strangers(
  html: string,
  elements: readonly string[],
  attributes: RegExp,
): readonly string[] {
  return elementsOf(parseHtml(html)).flatMap(({ tagName, attrs }) => [
    ...(elements.includes(tagName) ? [] : [tagName]),
    ...attrs.filter(({ name }) => !attributes.test(name)).map(({ name }) => `${tagName}@${name}`),
    ...attrs
      .filter(({ name, value }) => name === 'href' && !value.startsWith('#'))
      .map(({ value }) => value),
  ]);
}

const PLAIN =
  'html head body p h1 h2 h3 h4 table thead tbody tr th td ul ol li code pre strong br'.split(' ');

/** What pages with names like `desk-1` are made of. */
const HARMLESS = new Set(
  // With a dash that is none there are lines that were not understood, and behind ! there is no name.
  ['desk-1', 'A', 'desk\u{2013}1', '!desk'].flatMap((text) =>
    migrated(text).flatMap(({ files }) =>
      strangers(files.find(({ path }) => path === 'report.html')?.text ?? '', [], /^$/),
    ),
  ),
);

describe.each(NASTY)('a name that attacks $name', ({ text }) => {
  const runs = migrated(text);
  const texts = runs.flatMap(({ files }) => files);
  const { devices, diagnostics, sources } = devicesOf([sourceOf(text)]);
  const report = lint({ devices, sources, diagnostics, printLine });

  test('is in the outputs at all', () => {
    const shown = (name: string): string => name.replaceAll(new RegExp(HIDDEN, 'gu'), '');
    const name = devices[0]?.acls[0]?.name;
    // What begins with ! is a comment.
    expect(name === undefined).toBe(text.startsWith('!'));
    // The reader ends some words earlier, and takes a word with characters that hide for what it looks like.
    const seen = shown(name ?? '');
    expect(seen).toBe(shown(asWord(text)).slice(0, seen.length));
    expect(report.findings.length).toBeGreaterThan(0);
    expect(runs.every(({ report: { ledger } }) => ledger.total > 3)).toBe(true);
  });

  test.each(texts.map(({ path, text: own }) => [path, own]))(
    'shows in %s and steers nothing',
    (_, own) => {
      expect(findings(own)).toEqual([]);
    },
  );

  test('is text in Markdown: no element, no link, no cell more', () => {
    const pages = [
      ...texts.filter(({ path }) => path.endsWith('.md')).map(({ text: own }) => own),
      lintMarkdown(report),
    ];
    for (const page of pages) {
      expect(findings(page)).toEqual([]);
      const html = marked.parse(page, { async: false });
      expect(strangers(html, PLAIN, /^(?:align|class|start)$/)).toEqual([]);
      for (const table of elementsOf(parseHtml(html)).filter(
        ({ tagName }) => tagName === 'table',
      )) {
        const widths = elementsOf(table)
          .filter(({ tagName }) => tagName === 'tr')
          .map((row) => elementsOf(row).filter(({ tagName }) => /^t[hd]$/.test(tagName)).length);
        expect(new Set(widths).size).toBe(1);
      }
      // A table that a name breaks is cut there.
      const rows = page.split('\n').filter((line) => line.startsWith('|')).length;
      const tables = page.split('\n').filter((line) => line.startsWith('| --- ')).length;
      const shown = elementsOf(parseHtml(html)).filter(({ tagName }) => tagName === 'tr').length;
      expect(shown).toBe(rows - tables);
    }
  });

  test('is text on the page: no element and no attribute that others have not', () => {
    for (const { files } of runs) {
      const page = files.find(({ path }) => path === 'report.html')?.text ?? '';
      expect(strangers(page, [], /^$/).filter((one) => !HARMLESS.has(one))).toEqual([]);
    }
  });

  test('is text or a comment in YAML', () => {
    for (const { path, text: own } of texts.filter((file) => file.path.endsWith('.yaml'))) {
      const documents = parseAllDocuments(own);
      expect(documents).toHaveLength(1);
      for (const document of documents) {
        expect([path, document.errors, document.warnings]).toEqual([path, [], []]);
        const keys = Object.keys(document.toJS() as object);
        expect(
          keys.filter((key) => !/^(?:apiVersion|kind|metadata|spec|resources)$/.test(key)),
        ).toEqual([]);
      }
    }
  });

  test('is the same text in JSON', () => {
    for (const { files, report: whole } of runs) {
      const json = files.find(({ path }) => path === 'report.json')?.text ?? '';
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(whole)));
    }
  });

  test('is text in SARIF: no placeholder, no link, and its file is found', () => {
    const sarif = lintSarif(report, '1.0.0') as {
      runs: { results: { message: { text: string }; locations: unknown[] }[] }[];
    };
    expect(sarifFaults(sarif)).toEqual([]);
    const results = sarif.runs.flatMap((run) => run.results);
    for (const { message } of results) {
      expect(findings(message.text)).toEqual([]);
      expect(message.text).not.toMatch(/\]\(|(?<!\{)\{(?:\{\{)*(?!\{)/);
    }
    const uris = JSON.stringify(results).matchAll(/"uri":"([^"]*)"/g);
    for (const [, uri] of uris) {
      const { pathname, protocol } = new URL(uri ?? '', 'file:///work/');
      expect([protocol, decodeURIComponent(pathname)]).toEqual([
        'file:',
        `/work/${sources[0]?.name}`,
      ]);
    }
  });

  test('names no file that some system has no place for', () => {
    for (const { path } of texts) {
      for (const part of path.split('/')) {
        expect(part).toMatch(/^[\w.-]{1,100}$/);
        expect(part).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|[. ]$/i);
      }
    }
  });

  test('is text in the sentences about a policy that has it', () => {
    const yaml = writePolicy({
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'x', namespace: 'y', annotations: { [text]: text } },
      spec: {
        endpointSelector: { matchLabels: { app: text } },
        ingress: [{ fromEndpoints: [{ matchLabels: { [text]: text } }] }],
      },
    });
    expect(findings(yaml)).toEqual([]);
    const said = explainPolicies({ policies: [{ name: 'p.yaml', text: yaml }], configs: [] });
    // Some are taken for places that a template left open.
    expect(said.policies.length + said.diagnostics.length).toBeGreaterThan(0);
  });
});

const sarifFaults = faultsBy('test-data/sarif-2.1.0.schema.json');

describe('every command, over files that are called so and hold such names', () => {
  let place: Workplace;
  beforeAll(() => {
    place = new Workplace({ 'inventory.yaml': NASTY_INVENTORY });
    for (const folder of ['configs', 'policies', 'facts']) mkdirSync(join(place.folder, folder));
    for (const [at, { text }] of NASTY.entries()) {
      const file = `${at}${asFileName(text)}`;
      const write = (path: string, own: string): void =>
        writeFileSync(join(place.folder, path), own);
      write(`configs/${file}.cfg`, nastyConfig(text));
      const policy = {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: text, namespace: at % 2 === 0 ? text : 'shop', labels: { [text]: text } },
        spec: {
          podSelector: { matchLabels: { app: at % 3 === 0 ? text : 'no' } },
          ingress: [
            { from: [{ podSelector: { matchLabels: { [text]: text } } }], ports: [{ port: text }] },
          ],
          [text]: text,
        },
      };
      write(`policies/${file}.json`, JSON.stringify(policy));
    }
    const word = NASTY.map(({ text }, at) => `10.8.3.${at + 1} ${asWord(text)}`).join('\n');
    writeFileSync(join(place.folder, 'hosts'), `${word}\n`);
    const rows = NASTY.map(
      ({ text }, at) =>
        `10.8.4.${at + 1},"${text.replaceAll('"', '""')}","${text.replaceAll('"', '""')}"`,
    );
    writeFileSync(join(place.folder, 'facts.csv'), `address,name,namespace\n${rows.join('\n')}\n`);
    const flows = NASTY.map(({ text }, at) =>
      JSON.stringify({
        flow: {
          verdict: text,
          IP: { source: '10.8.1.10', destination: `10.8.2.${at}` },
          l4: { TCP: { source_port: 40000, destination_port: 22 } },
          source: { namespace: text, pod_name: text, labels: [text] },
        },
      }),
    );
    writeFileSync(
      join(place.folder, 'flows.jsonl'),
      `${flows.join('\n')}\n${NASTY.map(({ text }) => asLine(text)).join('\n')}\n`,
    );
  });
  afterAll(() => place[Symbol.dispose]());

  const first = '0\u001b[2J\u001b]0;x\u0007\u001b[8mx.cfg';
  test.each([
    ['parse configs'],
    ['parse configs --json'],
    ['lint configs --notes'],
    ['lint configs --format json'],
    ['lint configs --format sarif'],
    ['lint configs --format markdown'],
    ['lint configs --fix --json'],
    ['lint configs --fix -o fixed'],
    ['migrate configs'],
    ['migrate configs -i inventory.yaml'],
    ['migrate configs -i inventory.yaml -t cilium --json'],
    ['migrate configs -i inventory.yaml -o out'],
    ['verify policies --config configs -i inventory.yaml'],
    ['verify policies --config configs -i inventory.yaml --json'],
    ['policy-diff policies out/policies -i inventory.yaml'],
    ['explain policies --config configs'],
    ['validate policies --notes'],
    ['validate policies --json'],
    [
      'trace --config configs -i inventory.yaml --from 10.8.1.10 --to no --port 22/tcp --policies policies',
    ],
    ['replay flows.jsonl --format hubble --config configs -i inventory.yaml --policies policies'],
    ['replay flows.jsonl --format hubble --config configs -i inventory.yaml --json'],
    ['suggest configs -i inventory.yaml --hosts hosts'],
    ['suggest configs -i inventory.yaml --hosts hosts -o suggestions.yaml --json'],
    ['suggest configs -i inventory.yaml --refine'],
    ['inventory check inventory.yaml --config configs'],
    ['inventory import csv facts.csv'],
    ['inventory import csv facts.csv --namespace lab --all -o made.yaml'],
    ['inventory import auto hosts'],
    ['init configs'],
    [`diff configs/${first} configs/29x.cfg`],
    [`query configs/${first} --acl nobody --permits x`],
    ['nobody'],
  ])('%s', async (line) => {
    const args = line.split(' ').map((arg) => (arg === 'nobody' ? (NASTY[0]?.text ?? '') : arg));
    const { code, err, out } = await place.run(...args);
    expect(findings(out)).toEqual([]);
    expect(findings(err)).toEqual([]);
    expect(`${code} ${err}`).not.toMatch(/internal error|^70/);
    expect(args.includes('--json') && code !== 2 ? typeof JSON.parse(out) : 'object').toBe(
      'object',
    );
  });

  test('and everything that they wrote', () => {
    const tree = treeOf(place.folder);
    const written = Object.entries(tree).filter(([path]) =>
      /^(?:out\/|suggestions|made|aclift)/.test(path),
    );
    expect(written.length).toBeGreaterThan(5);
    for (const [path, own] of written) expect([path, findings(own)]).toEqual([path, []]);
  });
});
