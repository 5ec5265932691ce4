/**
 * How names are made here: rules that turn a host name or an object-group into the name of a workload, each tried on the
 * workloads that are named. `{site}-{name}{n}` is the rule "without its first part".
 */
import type { Cell } from './cells.ts';
import type { Target } from './evidence-index.ts';
import { type HostName, partsOf } from './host-names.ts';

/** A closed list. */
export const NAME_RULES = [
  'host',
  'host without its first part',
  'host without its first two parts',
  'host without its last part',
  'last part of the host',
  'first part of the host',
  'host without the namespace',
  'object-group',
  'object-group without its first part',
  'object-group without its last part',
  'last part of the object-group',
] as const;
export type NameRule = (typeof NAME_RULES)[number];

/** How a rule did on the named workloads. */
export interface TriedRule {
  readonly rule: NameRule;
  readonly right: number;
  readonly asked: number;
}

/** The rules, tried once a run. */
export class NameRules {
  readonly tried: readonly TriedRule[];
  readonly #byRule: ReadonlyMap<NameRule, TriedRule>;

  constructor(
    cells: readonly Cell[],
    hostNames: readonly HostName[],
    ownerAt: (address: number) => Target | undefined,
    target: (key: string) => Target | undefined,
  ) {
    const counts = new Map<NameRule, { right: number; asked: number }>();
    const seen = new Set<string>();
    const ask = (owner: Target | undefined, text: string, names: ReadonlyMap<NameRule, string>) => {
      const key = `${owner?.key} ${text}`;
      if (owner?.kind !== 'workload' || seen.has(key)) return;
      seen.add(key);
      for (const [rule, name] of names) {
        const count = counts.get(rule) ?? { right: 0, asked: 0 };
        count.asked += 1;
        if (squeezed(name) === squeezed(owner.name)) count.right += 1;
        counts.set(rule, count);
      }
    };
    for (const host of hostNames) {
      const owner = ownerAt(host.address);
      ask(owner, partsOf(host.name).join('-'), namesFromHost(host.name, owner?.namespace));
    }
    for (const cell of cells) {
      const owner = cell.owner === undefined ? undefined : target(cell.owner);
      const group = groupOf(cell);
      if (group !== undefined) ask(owner, `group ${group}`, namesFromGroup(group));
    }
    this.tried = NAME_RULES.map((rule) => ({
      rule,
      ...(counts.get(rule) ?? { right: 0, asked: 0 }),
    }));
    this.#byRule = new Map(this.tried.map((one) => [one.rule, one]));
  }

  /** Rules that were right for at least two named workloads and most that they were tried on, the best first. */
  holding(): readonly TriedRule[] {
    return this.tried
      .filter(({ asked, right }) => right >= 2 && right * 2 > asked)
      .toSorted((a, b) => trustIn(b) - trustIn(a));
  }

  /** Names that the rules give a cell, with the rule that did best for each. */
  namesFor(cell: Cell, namespaces: readonly string[]): ReadonlyMap<string, TriedRule> {
    const found = new Map<string, TriedRule>();
    const add = (names: ReadonlyMap<NameRule, string>): void => {
      for (const [rule, name] of names) {
        const tried = this.#byRule.get(rule);
        const known = found.get(name);
        if (tried === undefined || !/^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) continue;
        if (known === undefined || trustIn(tried) > trustIn(known)) found.set(name, tried);
      }
    };
    for (const { name } of cell.hostNames.slice(0, 4)) {
      add(namesFromHost(name, undefined));
      for (const namespace of namespaces) add(namesFromHost(name, namespace));
    }
    const group = groupOf(cell);
    if (group !== undefined) add(namesFromGroup(group));
    return found;
  }
}

/** How often a rule is right, with one pretended try that is right half the time; a rule that was never tried says little. */
export function trustIn({ asked, right }: TriedRule): number {
  return (right + 0.5) / (asked + 1.5);
}

/** Separators are a matter of taste. */
function squeezed(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function namesFromHost(name: string, namespace: string | undefined): ReadonlyMap<NameRule, string> {
  const parts = partsOf(name);
  const some: readonly (readonly [NameRule, readonly string[]])[] = [
    ['host', parts],
    ['host without its first part', parts.slice(1)],
    ['host without its first two parts', parts.slice(2)],
    ['host without its last part', parts.slice(0, -1)],
    ['last part of the host', parts.length > 1 ? parts.slice(-1) : []],
    ['first part of the host', parts.length > 1 ? parts.slice(0, 1) : []],
    [
      'host without the namespace',
      namespace !== undefined && parts.includes(namespace)
        ? parts.filter((part) => part !== namespace)
        : [],
    ],
  ];
  return joined(some);
}

function namesFromGroup(group: string): ReadonlyMap<NameRule, string> {
  const parts = group
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '');
  return joined([
    ['object-group', parts],
    ['object-group without its first part', parts.slice(1)],
    ['object-group without its last part', parts.slice(0, -1)],
    ['last part of the object-group', parts.length > 1 ? parts.slice(-1) : []],
  ]);
}

function joined(
  some: readonly (readonly [NameRule, readonly string[]])[],
): ReadonlyMap<NameRule, string> {
  return new Map(
    some.flatMap(([rule, parts]): [NameRule, string][] =>
      parts.length === 0 ? [] : [[rule, parts.join('-')]],
    ),
  );
}

/** The narrowest group, if it is no wider than a few workloads. */
function groupOf({ sets }: Cell): string | undefined {
  return sets.find((set) => set.group !== undefined && set.size <= WIDE)?.group?.name;
}

const WIDE = 64;
