/** Names of addresses as people already keep them: lines of hosts files, and `ip host` lines of configurations. */
import { LineMap, type SourceText } from '@aclift/diagnostics';
import { parseIpv4 } from '@aclift/ir';

/** One name of one address, with its place. */
export interface HostName {
  readonly address: number;
  readonly name: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** Most names of all files together; more are left out. */
const MAX_NAMES = 200_000;

/**
 * Reads every `ADDRESS NAME…` line (hosts(5)) and every `ip host NAME ADDRESS…` line (IOS). Other lines are none of
 * its business, so that whole configurations may be given. Of several names of a hosts line the first is taken, which
 * hosts(5) calls canonical. IPv6 addresses are left out.
 */
export function readHostNames(sources: readonly SourceText[]): readonly HostName[] {
  const names: HostName[] = [];
  for (const { name: file, text } of sources) {
    const lines = new LineMap(text);
    for (let line = 1; line <= lines.lineCount && names.length < MAX_NAMES; line += 1) {
      const said = lines.lineText(line);
      for (const { address, name } of namesOf(said)) {
        names.push({ address, name, file, line, text: said.trim().slice(0, 200) });
      }
    }
  }
  return names;
}

const NAME = /^[\p{L}\d](?:[\p{L}\d._-]{0,252})$/u;
/** Names that every hosts file gives to the machine itself. */
const OWN = /^(?:localhost|broadcasthost|ip6-|loopback)/;

function namesOf(said: string): readonly { readonly address: number; readonly name: string }[] {
  const [first = '', second = '', ...rest] = (said.split('#', 1)[0] ?? '').trim().split(/\s+/, 16);
  const address = parseIpv4(first);
  if (address !== undefined) {
    return NAME.test(second) && !OWN.test(second) && parseIpv4(second) === undefined
      ? [{ address, name: second.toLowerCase() }]
      : [];
  }
  if (first !== 'ip' || second !== 'host') return [];
  // ip host [vrf VRF] NAME [PORT] ADDRESS…
  const words = rest[0] === 'vrf' ? rest.slice(2) : rest;
  const [name = '', ...addresses] = words;
  if (!NAME.test(name)) return [];
  return addresses.flatMap((word) => {
    const value = parseIpv4(word);
    return value === undefined ? [] : [{ address: value, name: name.toLowerCase() }];
  });
}

/** The host part of a name without its numbers: hosts that differ only by number are one stem. */
export function stemOf(name: string): string {
  const [host = ''] = name.split('.', 1);
  return host
    .replace(/\d+/g, '')
    .replace(/[-_]+$/, '')
    .replace(/[-_]{2,}/g, '-');
}

/** Letters before a namespace in a name that is run together: a site's code. */
const SITE = 4;

/**
 * The stem with separators where it is run together: `ldnbillingledger` gives `ldn-billing-ledger` when there is a
 * namespace `billing`.
 */
export function spacedStem(name: string, namespaces: readonly string[]): string {
  const stem = stemOf(name);
  if (/[-_]/.test(stem)) return stem;
  for (const namespace of namespaces) {
    const at = namespace.length < 4 ? -1 : stem.indexOf(namespace);
    if (at < 0 || at > SITE || stem === namespace) continue;
    const rest = stem.slice(at + namespace.length);
    return [stem.slice(0, at), namespace, rest].filter((part) => part !== '').join('-');
  }
  return stem;
}

/** The domain labels of a name, nearest first. */
export function domainOf(name: string): readonly string[] {
  return name.split('.').slice(1);
}
