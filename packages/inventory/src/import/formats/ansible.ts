/**
 * Ansible inventories: INI, YAML, and the JSON of `ansible-inventory --list`. A host has its `ansible_host` address, or a
 * name that is one; then it is called like its group.
 * @see Ansible documentation, "How to build your inventory".
 */
import type { SourceText, Span } from '@aclift/diagnostics';
import type { YamlTree } from '../../yaml-tree.ts';
import { hostText } from '../host-text.ts';
import { linesOf } from '../lines.ts';
import { namedHost } from '../named.ts';
import { byPlace, eachAlone, oneLine, skipped } from '../record.ts';
import type { Importer, SourceRecord } from '../record.ts';
import { at, readTrees, textAt } from '../tree.ts';

export const ansible: Importer = {
  detects: ({ text }) =>
    /^[^#;\s]\S*\s.*\bansible_(?:ssh_)?host=/m.test(text) ||
    (/^all:\s*(?:#.*)?$/m.test(text) && /^\s+hosts:\s*(?:#.*)?$/m.test(text)) ||
    /"_meta"\s*:\s*\{\s*"hostvars"/.test(text),
  read: eachAlone((source) => (isIni(source.text) ? fromIni(source) : fromYaml(source))),
};

function isIni(text: string): boolean {
  const lines = linesOf(text).filter(
    (line) => line.text.trim() !== '' && !/^\s*[#;]/.test(line.text),
  );
  return (
    lines.some((line) => /^\[[^\]{}"]+\]\s*(?:[#;].*)?$/.test(line.text)) ||
    lines.every((line) => !/^\s*(?:[{[]|[\w.-]+:\s*$|---)/.test(line.text))
  );
}

interface HostLine {
  readonly name: string;
  readonly group: string;
  readonly address: string;
  readonly span: Span;
}

/** A host may stand in many groups; the line with an address counts, and the first group names it. */
function hostRecords(hosts: readonly HostLine[]): readonly SourceRecord[] {
  const addressOf = new Map<string, string>();
  for (const { address, name } of hosts) {
    if (address !== '' && !addressOf.has(name)) addressOf.set(name, address);
  }
  const seen = new Map<string, string>();
  return hosts.map(({ address, group, name, span }) => {
    const own = address || addressOf.get(name) || (hostText(name) === undefined ? '' : name);
    const what = oneLine(`${name} ${own}`);
    // `10.0.0.[1:50]` stands for many addresses, and is not written out.
    if (own === '')
      return skipped(
        span,
        what,
        /[\d:]\[\w+:\w+/.test(name) || /\.\[\d/.test(name) ? 'unreadable' : 'no-address',
      );
    if (hostText(own) === undefined) {
      // An address that only a variable or DNS knows; digits alone are no name.
      return skipped(span, what, /^[\d.:/]+$/.test(own) ? 'bad-address' : 'no-address');
    }
    const called = seen.get(name) ?? (hostText(name) === undefined ? name : group);
    seen.set(name, called);
    return namedHost(span, own, called, what, 'machine');
  });
}

function fromIni({ text }: SourceText): readonly SourceRecord[] {
  const hosts: HostLine[] = [];
  const others: SourceRecord[] = [];
  let group = 'ungrouped';
  let section: 'hosts' | 'children' | 'vars' = 'hosts';
  for (const { span, text: line } of linesOf(text)) {
    const content = line.replace(/(?:^|\s)[#;].*$/, '').trim();
    if (content === '') continue;
    const head = /^\[([^\]:]+)(?::(children|vars|hosts))?\]$/.exec(content);
    if (head !== null) {
      group = head[1] ?? '';
      section = (head[2] ?? 'hosts') as typeof section;
      continue;
    }
    // Groups within groups and variables of groups are about no single host.
    if (section !== 'hosts') continue;
    const name = /^\S+/.exec(content)?.[0] ?? '';
    if (name.startsWith('[') || name.includes('=')) {
      others.push(skipped(span, content, 'unreadable'));
      continue;
    }
    const said = /\bansible_(?:ssh_)?host=(?:"([^"]*)"|'([^']*)'|(\S+))/.exec(content);
    const address = said?.[1] ?? said?.[2] ?? said?.[3] ?? '';
    hosts.push({ name: name.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1'), group, address, span });
  }
  return byPlace([...hostRecords(hosts), ...others]);
}

function fromYaml(source: SourceText): readonly SourceRecord[] {
  const { trees, unreadable } = readTrees(source);
  const hosts: HostLine[] = [];
  for (const tree of trees) {
    if (tree.kind !== 'map') continue;
    const vars = at(tree, '_meta', 'hostvars');
    for (const { key, value } of tree.entries) {
      if (key !== '_meta') groupHosts(key, value, vars, hosts);
    }
  }
  return byPlace([...hostRecords(hosts), ...unreadable]);
}

/** Depth is bounded by the reader. */
function groupHosts(
  group: string,
  tree: YamlTree,
  vars: YamlTree | undefined,
  hosts: HostLine[],
): void {
  const members = at(tree, 'hosts');
  if (members?.kind === 'map') {
    for (const { key, keySpan, value } of members.entries) {
      hosts.push({ name: key, group, address: addressOf(value), span: keySpan });
    }
  }
  // `ansible-inventory --list` names the hosts of a group in a list, and keeps their variables apart.
  if (members?.kind === 'list') {
    for (const member of members.items) {
      const name = textAt(member);
      hosts.push({ name, group, address: addressOf(at(vars, name)), span: member.span });
    }
  }
  const children = at(tree, 'children');
  if (children?.kind !== 'map') return;
  for (const { key, value } of children.entries) groupHosts(key, value, vars, hosts);
}

function addressOf(variables: YamlTree | undefined): string {
  return textAt(variables, 'ansible_host') || textAt(variables, 'ansible_ssh_host');
}
