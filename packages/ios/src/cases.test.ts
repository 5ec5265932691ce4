/** The reference's table of inputs: one test for each, by its id. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  type Ace,
  type AddressMatch,
  type Condition,
  lengthOfMask,
  type PortMatch,
  showIpv4,
} from '@aclift/ir';
import { parseIos, readLogMessage } from './index.ts';

interface Case {
  readonly id: string;
  readonly context: string;
  readonly input: string;
  readonly means: string;
  readonly expect?: Readonly<Record<string, unknown>> & { readonly kind: string };
}

const { cases } = JSON.parse(
  readFileSync(new URL('../test-data/ios-acl-cases.json', import.meta.url), 'utf8'),
) as { cases: readonly Case[] };

const HEADERS: Readonly<Record<string, string>> = {
  cfg: '',
  ext: 'ip access-list extended TEST\n ',
  std: 'ip access-list standard TEST\n ',
  v6: 'ipv6 access-list TEST\n ',
  if: 'interface GigabitEthernet0/1\n ',
  line: 'line vty 0 4\n ',
  ogn: 'object-group network TEST\n ',
  ogs: 'object-group service TEST\n ',
  tr: 'time-range TEST\n ',
  show: '',
  log: '',
};

const LAST_PORT = 65_535;

function ranges(match: PortMatch | undefined): unknown {
  if (match === undefined) return undefined;
  switch (match.kind) {
    case 'eq':
      return merge(match.ports.map((port) => [port, port]));
    case 'neq':
      return complement(merge(match.ports.map((port) => [port, port])));
    case 'gt':
      return match.port === LAST_PORT ? [] : [[match.port + 1, LAST_PORT]];
    case 'lt':
      return match.port === 0 ? [] : [[0, match.port - 1]];
    case 'range':
      return [[match.from, match.to]];
    case 'portgroup':
      return `pg:${match.name}`;
  }
}

function merge(pairs: readonly (readonly number[])[]): number[][] {
  const merged: number[][] = [];
  for (const [from = 0, to = 0] of pairs.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0))) {
    const last = merged.at(-1);
    if (last?.[1] !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

function complement(pairs: readonly (readonly number[])[]): number[][] {
  const out: number[][] = [];
  let next = 0;
  for (const [from = 0, to = 0] of pairs) {
    if (from > next) out.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= LAST_PORT) out.push([next, LAST_PORT]);
  return out;
}

function address(match: AddressMatch): string {
  switch (match.kind) {
    case 'any':
      return 'any';
    case 'host':
      return `${showIpv4(match.address)}/32`;
    case 'wildcard': {
      const length = lengthOfMask(~match.wildcard >>> 0);
      return length === undefined
        ? `${showIpv4(match.base)}~${showIpv4(match.wildcard)}`
        : `${showIpv4(match.base)}/${length}`;
    }
    case 'host6':
      return `${match.address}/128`;
    case 'prefix6':
      return `${match.address}/${match.length}`;
    case 'object-group':
      return `og:${match.name}`;
  }
}

function condition<K extends Condition['kind']>(
  ace: Ace,
  kind: K,
): Extract<Condition, { kind: K }> | undefined {
  return ace.conditions.find((one): one is Extract<Condition, { kind: K }> => one.kind === kind);
}

function tcp(ace: Ace): unknown {
  if (condition(ace, 'established') !== undefined) return { established: true };
  const flags = condition(ace, 'tcp-flags');
  if (flags === undefined) return undefined;
  return {
    mode: flags.mode,
    flags: Object.fromEntries(flags.flags.map(({ flag, set }) => [flag, set])),
  };
}

/** The value of one of the table's keys in an entry. */
function fact(ace: Ace, key: string): unknown {
  switch (key) {
    case 'kind':
      return ace.kind;
    case 'action':
      return ace.action;
    case 'seq':
      return ace.sequence;
    case 'proto':
      return ace.protocol.kind === 'number' ? ace.protocol.protocol : null;
    case 'service':
      return ace.protocol.kind === 'service-group' ? `og:${ace.protocol.name}` : undefined;
    case 'src':
      return address(ace.source);
    case 'dst':
      return address(ace.destination);
    case 'sport':
      return ranges(ace.sourcePorts);
    case 'dport':
      return ranges(ace.destinationPorts);
    case 'icmp':
      return ace.icmp && { type: ace.icmp.type, code: ace.icmp.code ?? null };
    case 'igmp':
      return condition(ace, 'igmp')?.index;
    case 'tcp':
      return tcp(ace);
    case 'log':
      return ace.log !== undefined;
    case 'logInput':
      return ace.log?.kind === 'log-input';
    case 'cookie':
      return ace.log?.cookie;
    case 'fragments':
      return condition(ace, 'fragments') !== undefined;
    case 'dscp':
    case 'precedence':
    case 'tos':
      return condition(ace, key)?.value;
    case 'ttl': {
      const ttl = condition(ace, 'ttl')?.comparison;
      if (ttl === undefined || ttl.operator === 'range') return ttl;
      return { [ttl.operator]: ttl.operator === 'eq' ? [ttl.value] : ttl.value };
    }
    case 'option': {
      const option = condition(ace, 'option')?.value;
      return option === 'any' ? 'any-options' : option;
    }
    case 'timeRange':
      return condition(ace, 'time-range')?.name;
    case 'active':
      return condition(ace, 'time-range')?.active;
    case 'reflect':
      return condition(ace, 'reflect')?.name;
    case 'timeout':
      return condition(ace, 'reflect')?.timeout;
    case 'dynamic':
      return condition(ace, 'dynamic')?.name;
    case 'hits':
      return ace.hits ?? 0;
    default:
      return undefined;
  }
}

const USES: Readonly<Record<string, string>> = {
  vty: 'device-access',
  snmp: 'device-access',
  nat: 'nat',
  'route-map': 'route-map',
  'class-map': 'class-map',
  crypto: 'crypto',
  vacl: 'switching',
  urpf: 'other',
  multicast: 'multicast',
};

/** What must stand above the input for it to mean what the table says. */
function above(one: Case): string {
  if (one.id === 'T138') return `object-group service SVC\n tcp eq 80\n${HEADERS['ext']}`;
  if (one.context !== 'show' || !one.input.startsWith(' ')) return HEADERS[one.context] ?? '';
  if (/ipv6/.test(one.input)) return 'IPv6 access list TEST\n';
  return /deny +any/.test(one.input)
    ? 'Standard IP access list TEST\n'
    : 'Extended IP access list TEST\n';
}

function check(one: Case): void {
  const parse = parseIos({ name: one.id, text: `${above(one)}${one.input}\n` });
  const { device, diagnostics, lines } = parse;
  const errors = diagnostics.map(({ code }) => code);
  const entries = device.acls.flatMap((acl) => acl.entries);
  const ace = entries.find((entry): entry is Ace => entry.kind === 'ace');
  const [acl] = device.acls;
  const want = one.expect;
  if (want === undefined) return;
  const bindings = device.interfaces.flatMap((at) => at.bindings);
  switch (want.kind) {
    case 'ace': {
      expect(ace, errors.join(' ')).toBeDefined();
      if (ace === undefined) return;
      for (const [key, value] of Object.entries(want)) {
        if (key === 'acl') expect(acl?.name).toBe(value);
        else if (key === 'type') expect(acl?.type).toBe(value);
        else if (key === 'family') expect(acl?.family).toBe(value === 6 ? 'ipv6' : 'ipv4');
        else if (key === 'diag') expect(errors).toContain(`ios/${String(value)}`);
        else expect(fact(ace, key), key).toEqual(value);
      }
      return;
    }
    case 'error':
      expect(lines.diagnostic).toBeGreaterThan(0);
      expect(ace).toBeUndefined();
      return;
    case 'remark': {
      const remark = entries.find(({ kind }) => kind === 'remark');
      expect(remark).toBeDefined();
      if ('text' in want) expect(remark).toMatchObject({ text: want['text'] });
      if ('seq' in want) expect(remark).toMatchObject({ sequence: want['seq'] });
      return;
    }
    case 'evaluate':
      expect(entries[0]).toMatchObject({ kind: 'evaluate', name: want['name'] });
      if ('seq' in want) expect(entries[0]).toMatchObject({ sequence: want['seq'] });
      return;
    case 'acl':
      expect(acl).toMatchObject({
        name: want['name'],
        ...('type' in want && { type: want['type'] }),
      });
      return;
    case 'member': {
      const [group] = device.objectGroups;
      if (group === undefined || group.kind === 'other') throw new Error('no group');
      expect(group.members).toHaveLength(1);
      expect(group.members[0]?.kind).not.toBe('unrecognized');
      expect(lines.modelled).toBe(2);
      return;
    }
    case 'binding':
      if ('acl' in want) {
        expect(bindings).toHaveLength(1);
        expect(bindings[0]).toMatchObject({ list: want['acl'], direction: want['dir'] });
      } else expect(bindings.length).toBeGreaterThan(0);
      if ('diag' in want) expect(errors).toContain('ios/undefined-list');
      return;
    case 'reference':
      expect(device.references.length).toBeGreaterThan(0);
      if ('acl' in want) expect(device.references[0]?.list).toBe(want['acl']);
      expect(device.references[0]?.use).toBe(USES[String(want['use'])]);
      return;
    case 'periodic':
    case 'absolute':
      expect(device.timeRanges[0]?.periods[0]?.kind).toBe(want.kind);
      return;
    case 'setting':
    case 'ignored':
    case 'unbind':
    case 'delete':
      // Nothing of it may become an entry or a list of its own.
      expect(ace).toBeUndefined();
      expect(bindings).toHaveLength(0);
      expect(lines.diagnostic).toBe(0);
      return;
    default:
      throw new Error(`no check for ${want.kind}`);
  }
}

/** What a message of a list says; no configuration, so another reader has it. */
function checkMessage(one: Case): void {
  const read = readLogMessage(one.input);
  if (read.kind !== 'message') throw new Error(`${one.id} was read as ${read.kind}`);
  const { action, list, packets, protocol } = read.message;
  const said: Record<string, unknown> = { acl: list, action, proto: protocol, packets };
  for (const [fact, want] of Object.entries(one.expect ?? {})) {
    if (fact !== 'kind') expect({ [fact]: said[fact] }).toEqual({ [fact]: want });
  }
}

describe('the reference table', () => {
  for (const one of cases) {
    test(`${one.id} ${one.context}: ${one.input.split('\n')[0]}`, () =>
      one.context === 'log' ? checkMessage(one) : check(one));
  }
});
