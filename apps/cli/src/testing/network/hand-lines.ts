/** Single lines of the notation of `hand-network.ts`: routes, protocols, maps and entries. */
import {
  type AddressData,
  type AddressRange,
  type BgpData,
  type EntryData,
  ip,
  type ListData,
  maskOf,
  type OspfData,
  type PolicyMapData,
  type PortTest,
  type RouteMapData,
  type StaticData,
  type VlanMapData,
} from './network-data.ts';

/** The words of one line, taken from the left. */
export class Words {
  #left: string[];
  readonly #line: string;

  constructor(line: string) {
    this.#line = line;
    this.#left = line.split(/\s+/);
  }

  get next(): string | undefined {
    return this.#left[0];
  }

  take(): string {
    const word = this.#left.shift();
    if (word === undefined) throw new Error(`"${this.#line}" ends too early`);
    return word;
  }

  /** Takes a word if it is the next one. */
  is(word: string): boolean {
    const found = this.#left[0] === word;
    if (found) this.#left.shift();
    return found;
  }

  /** Throws if there are words left. */
  done(): void {
    if (this.#left.length > 0) throw new Error(`"${this.#line}": what is ${this.#left[0]}?`);
  }
}

export function readPrefix(text: string): AddressData {
  const [address = '', length = ''] = text.split('/');
  return { address: ip(address), length: Number(length) };
}

export function readRoute(words: Words): StaticData {
  const vrf = words.is('vrf') ? words.take() : undefined;
  const prefix = readPrefix(words.take());
  let route: StaticData = { prefix, ...(vrf === undefined ? {} : { vrf }) };
  while (words.next !== undefined) {
    const word = words.take();
    if (/^\d+$/.test(word)) route = { ...route, distance: Number(word) };
    else if (/^[\d.]+$/.test(word)) route = { ...route, nextHop: ip(word) };
    else if (word !== 'null') route = { ...route, via: word };
  }
  return route;
}

export function readOspf(words: Words): OspfData {
  const networks: AddressRange[] = [];
  let passiveDefault = false;
  const exceptions: string[] = [];
  const redistributes: OspfData['redistributes'][number][] = [];
  while (words.next !== undefined) {
    const word = words.take();
    if (word === 'passive') exceptions.push(words.take());
    else if (word === 'only') {
      passiveDefault = true;
      exceptions.push(words.take());
    } else if (word === 'redistribute') redistributes.push(words.take() as 'static');
    else networks.push(rangeOf(readPrefix(word)));
  }
  return { process: 1, networks, passiveDefault, exceptions, redistributes };
}

export function readBgp(words: Words): BgpData {
  const as = Number(words.take());
  const neighbors: BgpData['neighbors'][number][] = [];
  const networks: AddressData[] = [];
  const redistributes: BgpData['redistributes'][number][] = [];
  while (words.next !== undefined) {
    const word = words.take();
    if (word === 'neighbor')
      neighbors.push({ address: ip(words.take()), as: Number(words.take()) });
    else if (word === 'network') networks.push(readPrefix(words.take()));
    else if (word === 'redistribute') redistributes.push(words.take() as 'static');
    else throw new Error(`bgp: what is ${word}?`);
  }
  return { as, neighbors, networks, redistributes };
}

export function readMap(words: Words): VlanMapData {
  const name = words.take();
  const vlans = [Number(words.take())];
  const clauses: VlanMapData['clauses'][number][] = [];
  while (words.next !== undefined) {
    const action = words.take() as 'drop' | 'forward';
    const listed = words.next !== undefined && words.next !== 'drop' && words.next !== 'forward';
    clauses.push({ action, lists: listed ? [words.take()] : [] });
  }
  return { name, vlans, clauses };
}

export function readPolicy(words: Words): PolicyMapData {
  const name = words.take();
  const classes: PolicyMapData['classes'][number][] = [];
  while (words.next !== undefined) {
    const drop = words.take() === 'drop';
    const lists = words.take().split('+');
    const match = lists.length > 1 ? 'match-all' : 'match-any';
    classes.push({ name: `C${classes.length + 1}`, match, lists, drop });
  }
  return { name, classes };
}

export function readRouteMap(words: Words): RouteMapData {
  const name = words.take();
  const clauses: RouteMapData['clauses'][number][] = [];
  while (words.next !== undefined) {
    const word = words.take();
    const action = word === 'deny' ? 'deny' : 'permit';
    clauses.push({ action, lists: [words.take()], null0: word !== 'pass' });
  }
  return { name, clauses };
}

function rangeOf({ address, length }: AddressData): AddressRange {
  return { base: address, wildcard: ~maskOf(length) >>> 0 };
}

export function readEntry(words: Words, kind: ListData['kind']): EntryData {
  const action = words.take() as 'permit' | 'deny';
  const any: AddressRange = { base: 0, wildcard: 0xffffffff };
  if (kind === 'standard') {
    return { action, protocol: 'ip', source: readAddress(words), destination: any };
  }
  const protocol = words.take() as EntryData['protocol'];
  const source = readAddress(words);
  const sourcePort = readPorts(words);
  const destination = readAddress(words);
  const destinationPort = readPorts(words);
  return {
    action,
    protocol,
    source,
    destination,
    ...(sourcePort === undefined ? {} : { sourcePort }),
    ...(destinationPort === undefined ? {} : { destinationPort }),
    ...(words.is('echo') ? { echo: true } : {}),
    ...(words.is('established') ? { established: true } : {}),
  };
}

function readAddress(words: Words): AddressRange {
  if (words.is('any')) return { base: 0, wildcard: 0xffffffff };
  if (words.is('host')) return { base: ip(words.take()), wildcard: 0 };
  return rangeOf(readPrefix(words.take()));
}

function readPorts(words: Words): PortTest | undefined {
  if (words.is('eq')) return { kind: 'eq', ports: [Number(words.take())] };
  if (words.is('gt')) return { kind: 'gt', port: Number(words.take()) };
  return undefined;
}
