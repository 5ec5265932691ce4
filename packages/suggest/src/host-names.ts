/** Names of addresses as people already keep them: hosts files, zones, tables of other programs, and `ip host` lines. */
import { LineMap, type SourceText } from '@aclift/diagnostics';
import { namedAddresses } from '@aclift/inventory';
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

/** What was read of a file of names. */
export interface NamesFile {
  readonly file: string;
  /** Names of IPv4 addresses in it. */
  readonly names: number;
  /** Lines or records that were not understood. Of configurations, lines that name no host are none of these. */
  readonly notUnderstood: number;
}

/** Most names of all files together; more are left out. */
const MAX_NAMES = 200_000;

/** Formats that the reader of lines below knows as well, alias names and all. */
const OF_LINES: ReadonlySet<string> = new Set(['hosts', 'ip-host']);

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

/** Reads files that hold names: whatever `aclift inventory import` reads, and files of lines as above. */
export function readNamesFiles(sources: readonly SourceText[]): {
  readonly names: readonly HostName[];
  readonly files: readonly NamesFile[];
} {
  const names: HostName[] = [];
  const files: NamesFile[] = [];
  for (const source of sources) {
    const read = namedAddresses(source);
    const lines = readHostNames([source]);
    const others =
      read === undefined || OF_LINES.has(read.format) ? [] : placed(read.names, source);
    // A table may look like lines of a hosts file by chance; whichever reads more is meant.
    const isOther = read !== undefined && others.length > lines.length;
    const own = isOther ? others : lines;
    const notUnderstood = isOther ? read.notUnderstood : strangeLines(source.text);
    names.push(...own.slice(0, Math.max(0, MAX_NAMES - names.length)));
    files.push({ file: source.name, names: own.length, notUnderstood });
  }
  return { names, files };
}

function placed(
  read: readonly { readonly address: string; readonly line: number; readonly name: string }[],
  { name: file, text }: SourceText,
): readonly HostName[] {
  const lines = new LineMap(text);
  return read.flatMap(({ address, line, name }) => {
    const value = parseIpv4(address.replace(/\/32$/, ''));
    const lower = name.toLowerCase().replace(/\.$/, '');
    if (value === undefined || !NAME.test(lower) || OWN.test(lower)) return [];
    const said = lines.lineText(line).trim().slice(0, 200);
    return [{ address: value, name: lower, file, line, text: said }];
  });
}

/** Lines that say something and no name. A configuration has lines about other things. */
function strangeLines(text: string): number {
  if (/^(?:hostname|interface|ip host)\s/m.test(text)) return 0;
  const lines = new LineMap(text);
  let strange = 0;
  for (let line = 1; line <= lines.lineCount; line += 1) {
    const [first = '', ...rest] = (lines.lineText(line).split('#', 1)[0] ?? '').trim().split(/\s+/);
    if (first === '' || first.startsWith('!')) continue;
    // IPv6 lines and the machine's own name are understood, and no use here.
    const isAddress = parseIpv4(first) !== undefined || /^[0-9a-f]*:[0-9a-f:.%]*\w*$/i.test(first);
    if (!isAddress || rest.length === 0) strange += 1;
  }
  return strange;
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

/**
 * The host part of a name without what tells replicas apart: a number or a single letter at its end, and parts that are
 * numbers. Digits inside stay, because they may be a code: `k4110-sv2` gives `k4110-sv`, `mail-in-b` gives `mail-in`.
 */
export function stemOf(name: string): string {
  return partsOf(name).join('-');
}

/** The parts of {@link stemOf}. Empty: the name is nothing but a number. */
export function partsOf(name: string): readonly string[] {
  const [host = ''] = name.split('.', 1);
  const parts = host.split(/[-_]+/).filter((part) => part !== '' && !/^\d{1,4}$/.test(part));
  const last = parts.pop() ?? '';
  if (parts.length > 0 && /^[a-z]$/.test(last)) return partsOf(parts.join('-'));
  const rest = last.replace(/\d+[a-z]?$/, '').replace(/^\d+$/, '');
  return rest === '' ? parts : [...parts, rest];
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
