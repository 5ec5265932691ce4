/**
 * Cells of tables that hold addresses, as people and programs write them: several hosts, CIDRs, ranges with blanks and
 * dashes of any length, networks with a mask behind them. What could mean two things is unclear, as a whole.
 */
import { hostText, isOneHost, maskLength, networkText, rangeText } from './host-text.ts';

export type CellPart =
  /** `text`: as the inventory wants it. */
  | { readonly kind: 'host' | 'network'; readonly text: string }
  /** `text`: as written. */
  | { readonly kind: 'unclear'; readonly text: string };

/** What people write where there is no address. */
const NOTHING =
  /^(?:[-‐-―−.?_/]+|n\/?a|none|null|nil|tbd|unknown|unassigned|not (?:set|assigned|available|applicable)|dhcp|dynamic|keine?|no ip)$/i;
const DASH = /[‐-―−]/g;
/** `10.0.0.1 - 10.0.0.9`, `10.0.0.1 to 10.0.0.9`. */
const RANGE = /^(\S+?)(?:\s*-\s*|\s+to\s+)(\S+)$/i;
/** The wildcard mask of an access list: it may have gaps, and is not read. */
const WILDCARD = /^0\.\d+\.\d+\.\d+$/;

/** Whether a cell says that there is nothing. */
export function isNothing(cell: string): boolean {
  const text = cell.trim();
  return text === '' || NOTHING.test(text);
}

/**
 * Reads a cell.
 * @param mask what a column of masks says of the row: a netmask or the length of a prefix; empty: nothing. With one the
 * first address of a network is the network, any other address a host in it.
 */
export function cellParts(cell: string, mask = ''): readonly CellPart[] {
  if (isNothing(cell)) return [];
  const pieces = cell
    .split(/[,;|\n\r]+/)
    .map((piece) => piece.replaceAll(/\s+/g, ' ').trim())
    .filter(Boolean);
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined && !isNothing(mask)) return [withMask(only, mask)];
  return pieces.flatMap((piece) => pieceParts(piece));
}

function pieceParts(piece: string): readonly CellPart[] {
  const unclear: readonly CellPart[] = [{ kind: 'unclear', text: piece }];
  const [, from = '', to = ''] = RANGE.exec(piece.replaceAll(DASH, '-')) ?? [];
  if (hostText(from) !== undefined && hostText(to) !== undefined) {
    const range = rangeText(`${from}-${to}`);
    return range === undefined ? unclear : [partOf(range)];
  }
  const words = piece.split(' ');
  const [first = '', second = ''] = words;
  if (words.length === 2 && (isMask(second) || WILDCARD.test(second))) {
    return networkPart(first, second) ?? unclear;
  }
  const [address = '', mask = ''] = piece.split('/');
  if (words.length === 1 && isMask(mask)) return networkPart(address, mask) ?? unclear;
  const parts = words.map((word) => (isMask(word) ? undefined : rangeText(word)));
  return parts.every((part) => part !== undefined) ? parts.map(partOf) : unclear;
}

/** The network that an address begins; undefined when bits behind the mask are set. */
function networkPart(address: string, mask: string): readonly CellPart[] | undefined {
  const length = maskLength(mask);
  const network = length === undefined ? undefined : networkText(address, length);
  return network === undefined ? undefined : [partOf(network)];
}

function withMask(piece: string, mask: string): CellPart {
  const [part, more] = pieceParts(piece);
  if (part === undefined || more !== undefined || part.kind !== 'host') {
    return part !== undefined && more === undefined ? part : { kind: 'unclear', text: piece };
  }
  const length = maskLength(mask);
  const width = part.text.includes(':') ? 128 : 32;
  if (length === undefined || length > width) return { kind: 'unclear', text: `${piece} ${mask}` };
  // Both addresses of a point-to-point network are hosts.
  if (length >= width - 1) return part;
  const network = networkText(part.text, length);
  return network === undefined ? part : partOf(network);
}

/** A dotted netmask with ones in it: no host, whatever else is in the cell. */
export function isMask(text: string): boolean {
  return text.includes('.') && text !== '255.255.255.255' && (maskLength(text) ?? 0) > 0;
}

function partOf(text: string): CellPart {
  return { kind: isOneHost(text) ? 'host' : 'network', text };
}
