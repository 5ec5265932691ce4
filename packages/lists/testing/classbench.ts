/** ClassBench filter sets as devices with one list. A test tool: the sets live beside the repository. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Ace, type AddressMatch, type Device, parseIpv4, type PortMatch } from '@aclift/ir';
import { deviceWith } from './small-lists.ts';

const FOLDER = fileURLToPath(new URL('../../../../shared/corpus/classbench/', import.meta.url));

/** Undefined when the sets are there; else the reason for the name of a skipped test. */
export const classbenchMissing: string | undefined = existsSync(FOLDER)
  ? undefined
  : 'skipped: no ../shared/corpus/classbench beside the repository';

const NO_SPAN = { start: 0, end: 0 };
const RULE =
  /^@([\d.]+)\/(\d+)\s+([\d.]+)\/(\d+)\s+(\d+) : (\d+)\s+(\d+) : (\d+)\s+0x([0-9a-f]+)\/0x([0-9a-f]+)/i;

/**
 * Reads a filter set; every fifth line becomes a deny, because the sets carry no actions.
 * @param name such as `acl1_10k`.
 * @throws Error when a rule is not read: the format has one shape.
 */
export function readClassbench(name: string): Device {
  const text = readFileSync(`${FOLDER}classbench__${name}`, 'utf8');
  const entries = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => readRule(line, index));
  return deviceWith(entries);
}

function readRule(line: string, index: number): Ace {
  const found = RULE.exec(line);
  if (found === null) throw new Error(`no ClassBench rule: ${line}`);
  const [, source = '', sourceLength = '', destination = '', destinationLength = ''] = found;
  const [sourceLow, sourceHigh, low, high] = found.slice(5, 9).map(Number);
  const protocol = Number.parseInt(found[9] ?? '', 16);
  const masked = Number.parseInt(found[10] ?? '', 16) !== 0;
  const ports = masked && (protocol === 6 || protocol === 17);
  const sourcePorts = ports ? portMatch(sourceLow, sourceHigh) : undefined;
  const destinationPorts = ports ? portMatch(low, high) : undefined;
  return {
    kind: 'ace',
    action: index % 5 === 4 ? 'deny' : 'permit',
    protocol: masked ? { kind: 'number', protocol, span: NO_SPAN } : { kind: 'any', span: NO_SPAN },
    source: addressMatch(source, Number(sourceLength)),
    destination: addressMatch(destination, Number(destinationLength)),
    ...(sourcePorts === undefined ? {} : { sourcePorts }),
    ...(destinationPorts === undefined ? {} : { destinationPorts }),
    conditions: [],
    span: { start: index, end: index + 1 },
  };
}

function addressMatch(text: string, length: number): AddressMatch {
  const wildcard = length === 0 ? 0xffffffff : length === 32 ? 0 : 0xffffffff >>> length;
  const base = ((parseIpv4(text) ?? 0) & ~wildcard) >>> 0;
  return { kind: 'wildcard', base, wildcard, span: NO_SPAN };
}

function portMatch(from = 0, to = 65_535): PortMatch | undefined {
  if (from === 0 && to === 65_535) return undefined;
  return { kind: 'range', from, to, span: NO_SPAN };
}
