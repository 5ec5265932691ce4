// Prints a Markdown table: what the drafts of a scenario take to read, beside a naive translation that gives every workload one
// rule with address blocks for each permit line about its addresses, object-groups written out.
// usage: node --conditions=@aclift/source scripts/draft-numbers.mts [scenario]
import { migrate, type MigrateReport, type Target } from '@aclift/core';
import { normalizeRanges, type Ranges } from '@aclift/packet-set';
import { endsOf, type FilterRule, filterList, ObjectGroups } from '@aclift/verify';
import { parse } from 'yaml';
import { DEFAULTS, readScenario, scenario } from '../apps/cli/src/testing/scenario.ts';

interface Numbers {
  readonly policies: number;
  readonly rules: number;
  readonly peers: number;
}

interface Item {
  readonly [key: string]: unknown;
}

const given = scenario(process.argv[2] ?? 'campus');
const { devices, inventory } = readScenario(given);

/** Objects, rule items, and peers of all items; `any` is one peer. */
function numbersOf(texts: readonly string[]): Numbers {
  const specs = texts.map((text) => (parse(text) as { spec: Item }).spec);
  const items = specs.flatMap((spec) =>
    ['ingress', 'ingressDeny', 'egress', 'egressDeny'].flatMap(
      (key) => (spec[key] ?? []) as Item[],
    ),
  );
  const peersOf = (item: Item): number =>
    Math.max(
      1,
      Object.entries(item)
        .filter(([key]) => /^(from|to)(?!Ports)/.test(key))
        .reduce((sum, [, list]) => sum + (list as unknown[]).length, 0),
    );
  return {
    policies: texts.length,
    rules: items.length,
    peers: items.reduce((sum, item) => sum + peersOf(item), 0),
  };
}

function prefixes(ranges: Ranges | undefined): number {
  let count = 0;
  for (const { from, to } of normalizeRanges(ranges ?? [])) {
    let start = Number(from);
    while (start <= Number(to)) {
      let size = 1;
      while (start % (size * 2) === 0 && start + size * 2 - 1 <= Number(to)) size *= 2;
      count += 1;
      start += size;
    }
  }
  return Math.max(1, count);
}

/** The permit lines of lists that filter, each a rule of every workload whose addresses it names. */
function naive(report: MigrateReport): Numbers {
  const filtering = new Set(
    report.ledger.entries
      .filter(({ outcome }) => outcome !== 'unbound' && outcome !== 'not-a-filter')
      .map(({ file, list }) => `${file} ${list}`),
  );
  const rules = devices.flatMap((device) => {
    const groups = new ObjectGroups(device);
    return device.acls
      .filter(({ family, name }) => family === 'ipv4' && filtering.has(`${device.source} ${name}`))
      .flatMap((acl) => filterList(device, groups, acl).rules)
      .filter(({ action, match }) => action === 'permit' && match.must.length > 0);
  });
  const { pods } = endsOf(inventory, 'ipv4');
  const meets = (own: Ranges, ranges: Ranges | undefined): boolean =>
    ranges === undefined ||
    ranges.some(({ from, to }) => own.some((range) => range.from <= to && range.to >= from));
  const numbers = pods.flatMap(({ addresses }) =>
    (['destination', 'source'] as const).map((end) => {
      const other = end === 'source' ? 'destination' : 'source';
      const own = rules.filter(({ match }: FilterRule) =>
        match.must.some((box) => meets(addresses, box[end])),
      );
      const peers = own.map(({ match }) =>
        match.must.reduce((most, box) => Math.max(most, prefixes(box[other])), 1),
      );
      return { rules: own.length, peers: peers.reduce((sum, count) => sum + count, 0) };
    }),
  );
  return {
    policies: numbers.filter((one) => one.rules > 0).length,
    rules: numbers.reduce((sum, one) => sum + one.rules, 0),
    peers: numbers.reduce((sum, one) => sum + one.peers, 0),
  };
}

function row(name: string, { policies, rules, peers }: Numbers, lines: number): string {
  return `| ${name} | ${policies} | ${rules} | ${peers} | ${(peers / lines).toFixed(1)} |`;
}

console.log('| drafts | policies | rules | peers | peers per line |');
console.log('| --- | ---: | ---: | ---: | ---: |');
for (const target of ['networkpolicy', 'cilium'] satisfies Target[]) {
  const sources = [...given.configs, given.inventory];
  const options = { ...DEFAULTS, target };
  const { report, files } = migrate({ devices, sources, inventory, diagnostics: [], options });
  if (target === 'networkpolicy') {
    console.log(row('naive, one rule a permit line', naive(report), report.ledger.total));
  }
  for (const origin of ['access-list', 'same-segment']) {
    const paths = new Set(
      report.drafts.filter((draft) => draft.origin === origin).map(({ path }) => path),
    );
    const texts = files.filter(({ path }) => paths.has(path)).map(({ text }) => text);
    console.log(row(`${target}, ${origin}`, numbersOf(texts), report.ledger.total));
  }
}
