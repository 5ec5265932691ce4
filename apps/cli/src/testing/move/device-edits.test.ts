/**
 * Configurations in a state of a plan, each with one edit as somebody makes it by hand at night: every one is found by what
 * `aclift move verify` compares, or changes nothing that a list decides. The table at the end says how many of each kind.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  planFiles,
  type PlanReport,
  stateLists,
  stateNames,
  verifyAround,
  verifyState,
} from '@aclift/move';
import { afterAll, describe, expect, test } from 'vitest';
import { IOS, planOf } from './plan-of.ts';

const FIXTURES = join(import.meta.dirname, '../../../../../fixtures');

/** Most places of one kind of edit in one state. */
const PLACES = 5;

type Lines = readonly string[];

/** The configuration of a state: lists as the plan wants them, all else as it is. */
function configOf(text: string, lists: NonNullable<ReturnType<typeof stateLists>>): Lines {
  const named = new Map(lists.map(({ lines, name }) => [name, lines]));
  const kept: string[] = [];
  let drops = false;
  for (const line of text.split('\n')) {
    const header = /^ip access-list \S+ (\S+)|^access-list (\d+) /.exec(line);
    const name = header?.[1] ?? header?.[2];
    if (name !== undefined) drops = named.has(name);
    else if (!line.startsWith(' ')) drops = false;
    if (!drops) kept.push(line);
  }
  const written = [...named].flatMap(([name, lines]) => [
    `ip access-list extended ${name}`,
    ...lines.map((line, at) => ` ${10 * (at + 1)} ${line}`),
  ]);
  return [...kept.filter((line) => line !== ''), ...written];
}

interface Edit {
  readonly name: string;
  /** Whether what lists decide stays the same, so that nothing may be said. */
  readonly harmless?: true;
  readonly apply: (lines: Lines) => readonly Lines[];
}

const ENTRY = /^ (\d+) ((?:permit|deny) .*)$/;
const entriesOf = (lines: Lines): readonly number[] =>
  [...lines.keys()].filter((at) => ENTRY.test(lines[at] ?? ''));
const replaced = (lines: Lines, at: number, ...by: readonly string[]): Lines => [
  ...lines.slice(0, at),
  ...by,
  ...lines.slice(at + 1),
];
/** Each entry that a change fits, changed. */
const entries =
  (change: (text: string) => string | undefined) =>
  (lines: Lines): readonly Lines[] =>
    entriesOf(lines).flatMap((at) => {
      const [, number, text = ''] = ENTRY.exec(lines[at] ?? '') ?? [];
      const changed = change(text);
      return changed === undefined || changed === text
        ? []
        : [replaced(lines, at, ` ${number} ${changed}`)];
    });
const matching =
  (pattern: RegExp, by: string) =>
  (lines: Lines): readonly Lines[] =>
    [...lines.keys()]
      .filter((at) => pattern.test(lines[at] ?? ''))
      .map((at) => replaced(lines, at, (lines[at] ?? '').replace(pattern, by)));

const EDITS: readonly Edit[] = [
  {
    name: 'remove a line',
    apply: (lines) => entriesOf(lines).map((at) => replaced(lines, at)),
  },
  {
    name: 'swap two lines',
    apply: (lines) =>
      entriesOf(lines).flatMap((at) => {
        const [a, b] = [ENTRY.exec(lines[at] ?? ''), ENTRY.exec(lines[at + 1] ?? '')];
        if (a === null || b === null) return [];
        return [replaced(replaced(lines, at, ` ${a[1]} ${b[2]}`), at + 1, ` ${b[1]} ${a[2]}`)];
      }),
  },
  {
    name: 'add a line above',
    apply: (lines) =>
      entriesOf(lines).map((at) => {
        const number = Number(ENTRY.exec(lines[at] ?? '')?.[1]) - 1;
        return replaced(lines, at, ` ${number} permit ip host 192.0.2.66 any`, lines[at] ?? '');
      }),
  },
  {
    name: 'permit in the place of deny, or the other way round',
    apply: entries((text) =>
      text.startsWith('permit') ? text.replace('permit', 'deny') : text.replace('deny', 'permit'),
    ),
  },
  {
    name: 'another protocol',
    apply: entries((text) => text.replace(/^(\w+) (tcp|udp) (?!.* eq | .*established)/, '$1 ip ')),
  },
  { name: 'another port', apply: entries((text) => text.replace(/ eq \S+$/, ' eq 8081')) },
  { name: 'no port', apply: entries((text) => text.replace(/ eq \S+$/, '')) },
  {
    name: 'a range of ports',
    apply: entries((text) => text.replace(/ eq \S+$/, ' range 1 65000')),
  },
  {
    name: 'another host',
    apply: entries((text) => text.replace(/host (\d+\.\d+\.\d+)\.\d+/, 'host $1.222')),
  },
  { name: 'any in the place of a host', apply: entries((text) => text.replace(/host \S+/, 'any')) },
  {
    name: 'a wider wildcard',
    apply: entries((text) => text.replace(/(?<=\d )0\.0\.0\.\d+(?=\s|$)/, '0.0.255.255')),
  },
  {
    name: 'another object-group',
    apply: entries((text) => text.replace(/object-group \S+/, 'object-group NOBODY')),
  },
  {
    name: 'only established',
    apply: entries((text) =>
      /^\w+ tcp /.test(text) && !text.includes('established') ? `${text} established` : undefined,
    ),
  },
  { name: 'not only established', apply: entries((text) => text.replace(' established', '')) },
  {
    name: 'another name of a list that is applied',
    apply: (lines) =>
      matching(
        /^(ip access-list extended) \S+/,
        '$1 OTHER',
      )(
        lines.filter((line) => {
          const name = /^ip access-list extended (\S+)/.exec(line)?.[1];
          return (
            name === undefined || lines.some((one) => one.startsWith(` ip access-group ${name} `))
          );
        }),
      ),
  },
  { name: 'the list not applied', apply: matching(/^ ip access-group .*$/, ' no ip redirects') },
  {
    name: 'the list in the other direction',
    apply: (lines) => [
      ...matching(/^( ip access-group \S+) in$/, '$1 out')(lines),
      ...matching(/^( ip access-group \S+) out$/, '$1 in')(lines),
    ],
  },
  {
    name: 'another list applied',
    apply: matching(/^ ip access-group \S+ (in|out)$/, ' ip access-group OTHER $1'),
  },
  {
    name: 'a list applied somewhere else too',
    apply: (lines) => [
      [
        ...lines,
        'interface Vlan999',
        ' ip address 192.0.2.1 255.255.255.0',
        ' ip access-group OTHER in',
      ],
    ],
  },
  {
    name: 'a member more in an object-group',
    apply: (lines) =>
      [...lines.keys()]
        .filter((at) => (lines[at] ?? '').startsWith('object-group network '))
        .map((at) => replaced(lines, at, lines[at] ?? '', ' host 192.0.2.77')),
  },
  {
    name: 'an object-group of services with a port more',
    apply: (lines) =>
      [...lines.keys()]
        .filter((at) => (lines[at] ?? '').startsWith('object-group service '))
        .map((at) => replaced(lines, at, lines[at] ?? '', ' tcp eq 8081')),
  },
  {
    name: 'an object-group not there',
    apply: matching(/^object-group network (\S+)/, 'object-group network OTHER-$1'),
  },
  { name: 'another host name', apply: matching(/^hostname .*/, 'hostname other') },
  // What has to stay quiet.
  {
    name: 'other numbers',
    harmless: true,
    apply: (lines) => [
      lines.map((line) =>
        line.replace(ENTRY, (_, number, text) => ` ${Number(number) * 3} ${text}`),
      ),
    ],
  },
  {
    name: 'a remark more',
    harmless: true,
    apply: (lines) =>
      entriesOf(lines).map((at) => {
        const number = Number(ENTRY.exec(lines[at] ?? '')?.[1]) - 1;
        return replaced(lines, at, ` ${number} remark asked for by the shop`, lines[at] ?? '');
      }),
  },
  {
    name: 'another description',
    harmless: true,
    apply: matching(/^ description .*/, ' description something else'),
  },
];

interface Case {
  readonly name: string;
  readonly config: string;
  readonly report: PlanReport;
}

const example = (name: string, waves?: readonly (readonly string[])[]): Case => {
  const folder = join(FIXTURES, 'move/examples', name);
  const config = readFileSync(join(folder, 'edge1.cfg'), 'utf8');
  const inventory = readFileSync(join(folder, 'inventory.yaml'), 'utf8');
  const plan = planOf({
    configs: { 'edge1.cfg': config },
    inventory,
    ...(waves === undefined ? {} : { waves }),
  });
  return { name, config, report: planFiles(plan, new Map()).report };
};
const campus = (): Case => {
  const config = readFileSync(join(FIXTURES, 'scenarios/campus/campus-rtr.cfg'), 'utf8');
  const inventory = readFileSync(join(FIXTURES, 'move/campus/inventory.yaml'), 'utf8');
  const plan = planOf({
    configs: { 'campus-rtr.cfg': config },
    inventory,
    waves: [['platform/prometheus'], ['platform/edge-proxy', 'shop/storefront']],
  });
  return { name: 'campus', config, report: planFiles(plan, new Map()).report };
};
const CASES: readonly Case[] = [
  campus(),
  ...readdirSync(join(FIXTURES, 'move/examples'))
    .filter((name) => !name.startsWith('10-'))
    .map((name) => example(name)),
];

const table = new Map<string, { tried: number; found: number }>();

/** Everything that is said of a configuration in a state. */
function said({ report }: Case, state: string, lines: Lines): number {
  const device = IOS.read({ name: 'now.cfg', text: `${lines.join('\n')}\n` });
  const { absent, faults } = verifyState(stateLists(report, state) ?? [], [device], IOS);
  return absent.length + faults.length + verifyAround(report, [device]).length;
}

/** Places spread over all that there are. */
function spread<T>(some: readonly T[]): readonly T[] {
  if (some.length <= PLACES) return some;
  return Array.from(
    { length: PLACES },
    (_, at) => some[Math.floor((at * some.length) / PLACES)] as T,
  );
}

describe.each(CASES.filter(({ report }) => report.today.length > 0))('$name', (given) => {
  test.each(stateNames(given.report))('no edit of a device in state %s is overlooked', (state) => {
    const lines = configOf(given.config, stateLists(given.report, state) ?? []);
    expect(said(given, state, lines)).toBe(0);
    const wrong: string[] = [];
    for (const { apply, harmless, name } of EDITS) {
      for (const edited of spread(apply(lines))) {
        const found = said(given, state, edited) > 0;
        const count = table.get(name) ?? { tried: 0, found: 0 };
        table.set(name, { tried: count.tried + 1, found: count.found + Number(found) });
        if (found !== (harmless !== true)) {
          const where = edited.find((line, at) => line !== lines[at]) ?? '';
          wrong.push(`${name}: ${where}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});

test('every kind of edit was made somewhere', () => {
  expect(EDITS.map(({ name }) => name).filter((name) => !table.has(name))).toEqual([]);
});

afterAll(() => {
  if (process.env['SHOW_TABLE'] !== undefined) console.table(Object.fromEntries(table));
});
