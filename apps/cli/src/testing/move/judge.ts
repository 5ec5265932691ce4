/** The judge of small estates: reads lists by itself and looks at packets one by one. See estates.ts. */
import { editCommands, type MovePlan, resequenceCommand } from '@aclift/move';
import { HOSTS, OLD, type SmallEstate } from './estates.ts';

/** A packet. `ack`: a TCP packet that answers or goes on. */
interface Packet {
  readonly from: string;
  readonly to: string;
  readonly protocol: 'tcp' | 'udp';
  readonly sourcePort: number;
  readonly port: number;
  readonly ack: boolean;
}

interface Entry {
  number: number;
  readonly text: string;
  readonly permits: boolean;
  readonly matches: (packet: Packet) => boolean;
}

type Lists = Map<string, Entry[]>;

const PORTS = [22, 443, 8443, 50_000];
const CLIENT = 50_000;

/** Mistakes of a plan, in words. Empty: none was found. */
export function judge(estate: SmallEstate, plan: MovePlan): readonly string[] {
  const wrong: string[] = [];
  const lists: Lists = new Map();
  type(lists, estate.config.split('\n'));
  const first = copy(lists);
  const gone = new Set<string>();
  const named = new Set(plan.waves.flatMap(({ findings }) => findings.map(({ code }) => code)));
  for (const wave of plan.waves) {
    const moved = (id: string): 'old' | 'both' | 'new' =>
      gone.has(id) ? 'new' : wave.workloads.includes(id) ? 'both' : 'old';
    for (const step of ['before', 'after'] as const) {
      const edits = wave.devices.flatMap((device) => device[step]);
      for (const edit of edits) {
        const again = resequenceCommand(edit);
        if (again !== undefined) typeSafely(lists, estate, [again], wrong);
      }
      for (const edit of edits) typeSafely(lists, estate, editCommands(edit), wrong);
      if (step === 'after') for (const id of wave.workloads) gone.add(id);
      const now = (id: string) => (gone.has(id) ? 'new' : moved(id));
      check(`${wave.number} ${step}`, estate, first, lists, now, named, wrong);
      if (wrong.length > 5) return wrong;
    }
  }
  return wrong;
}

/** Types commands one by one; none may decide a packet otherwise than before and after all of them. */
function typeSafely(
  lists: Lists,
  estate: SmallEstate,
  commands: readonly string[],
  wrong: string[],
): void {
  const before = copy(lists);
  const after = copy(lists);
  type(after, commands);
  const bound = Object.values(estate.bound);
  // A command changes the list that is open, and resequencing none at all.
  const name = commands[0]?.split(' ').at(-1) ?? '';
  const edited = bound.includes(name) ? [name] : bound;
  const packets = [...allPackets()];
  const now = copy(before);
  for (const [at, command] of commands.entries()) {
    type(now, at === 0 ? [command] : [commands[0] ?? '', command]);
    for (const list of edited) {
      const found = packets.find((packet) => {
        const [a, b, c] = [before, now, after].map((one) => decides(one, list, packet));
        return a === c && a !== b;
      });
      if (found !== undefined) {
        wrong.push(`typing "${command}" changes ${words(found)} in ${list} for a moment`);
      }
    }
  }
  type(lists, commands);
}

function check(
  state: string,
  estate: SmallEstate,
  first: Lists,
  now: Lists,
  phaseOf: (id: string) => 'old' | 'both' | 'new',
  named: ReadonlySet<string>,
  wrong: string[],
): void {
  const fresh = new Set<string>();
  const dead = new Set<string>();
  for (const [id, old] of Object.entries(OLD)) {
    if (phaseOf(id) === 'old') continue;
    for (const address of estate.exits[id] ?? []) fresh.add(address);
    const entry = estate.entries[id];
    if (entry !== undefined) fresh.add(entry.address);
    if (phaseOf(id) === 'new') for (const address of old) dead.add(address);
  }
  // Nodes beside the one that is looked at leave with the same right.
  if (fresh.has('10.20.0.5')) fresh.add('10.20.0.6');
  const touches = ({ from, to }: Packet): boolean =>
    [from, to].some((one) => fresh.has(one) || dead.has(one));
  for (const packet of allPackets()) {
    const [was, is] = [passes(first, estate, packet), passes(now, estate, packet)];
    if (was !== is && !touches(packet)) {
      wrong.push(`${state}: ${words(packet)} touches nothing new and was ${was}, is ${is}`);
    }
    if (is && !was && !isLike(packet, estate, first, phaseOf)) {
      wrong.push(`${state}: ${words(packet)} opens, and nothing like it passed`);
    }
    if (packet.ack || !was) continue;
    const back = answer(packet);
    const answered = passes(first, estate, back);
    for (const image of images(packet, estate, phaseOf)) {
      if (!passes(now, estate, image))
        wrong.push(`${state}: ${words(image)} does not pass, as ${words(packet)} did`);
      if (answered && !passes(now, estate, answer(image))) {
        wrong.push(`${state}: the answer to ${words(image)} does not pass`);
      }
    }
    if (wrong.length > 5) return;
  }
  if (!named.has('move/still-permitted')) {
    for (const packet of allPackets()) {
      const direct = dead.has(packet.to) && !packet.ack;
      if (!direct) continue;
      for (const [name, entries] of now) {
        const hit = entries.find((one) => one.matches(packet));
        if (
          hit?.permits === true &&
          Object.values(estate.bound).includes(name) &&
          / host 10\.1\.(10\.11|30\.31)/.test(hit.text)
        ) {
          const ends = hit.text.match(/host 10\.1\.(?:10\.11|30\.31)/g) ?? [];
          if (ends.some((end) => dead.has(end.slice(5)))) {
            wrong.push(`${state}: "${hit.text}" of ${name} is left`);
            return;
          }
        }
      }
    }
  }
}

/** Packets that an opening of today becomes. */
function* images(
  packet: Packet,
  estate: SmallEstate,
  phaseOf: (id: string) => 'old' | 'both' | 'new',
): Generator<Packet> {
  const from = ownerOf(packet.from);
  const to = ownerOf(packet.to);
  // Neighbours of one segment need no router, and lists that stand elsewhere were never asked.
  if (HOSTS[packet.from] === HOSTS[packet.to]) return;
  if (
    from !== undefined &&
    phaseOf(from) !== 'old' &&
    (to === undefined || phaseOf(to) !== 'new')
  ) {
    for (const address of estate.exits[from] ?? []) yield { ...packet, from: address };
  }
  if (
    to !== undefined &&
    phaseOf(to) !== 'old' &&
    (from === undefined || phaseOf(from) !== 'new')
  ) {
    const entry = estate.entries[to];
    if (entry !== undefined && packet.protocol === 'tcp' && entry.target === packet.port) {
      yield { ...packet, to: entry.address, port: entry.port };
    }
  }
}

/** Whether something like a packet passed at first: with an old address for each new one. */
function isLike(
  packet: Packet,
  estate: SmallEstate,
  first: Lists,
  phaseOf: (id: string) => 'old' | 'both' | 'new',
): boolean {
  // Answers of a workload's own addresses open nothing.
  if (packet.ack) {
    for (const id of Object.keys(OLD)) {
      const entry = estate.entries[id];
      if (phaseOf(id) === 'old') continue;
      if (entry?.address === packet.from && entry.port === packet.sourcePort) return true;
      if ((estate.exits[id] ?? []).includes(packet.to) && packet.to === '10.20.0.9') return true;
    }
  }
  const like: Packet[] = [];
  for (const [id, [old]] of Object.entries(OLD) as [string, readonly [string]][]) {
    if (phaseOf(id) === 'old') continue;
    const entry = estate.entries[id];
    const exits = estate.exits[id] ?? [];
    const sourcePorts = [...PORTS];
    if (exits.includes(packet.from)) {
      for (const sourcePort of sourcePorts) like.push({ ...packet, from: old, sourcePort });
    }
    if (exits.includes(packet.to)) {
      for (const port of sourcePorts) like.push({ ...packet, to: old, port });
    }
    if (entry !== undefined && packet.protocol === 'tcp') {
      if (packet.to === entry.address && packet.port === entry.port) {
        like.push({ ...packet, to: old, port: entry.target });
      }
      if (packet.from === entry.address && packet.sourcePort === entry.port) {
        like.push({ ...packet, from: old, sourcePort: entry.target });
      }
    }
  }
  return like.some((one) => passes(first, estate, one));
}

function ownerOf(address: string): string | undefined {
  return Object.keys(OLD).find((id) => OLD[id]?.includes(address));
}

function answer(packet: Packet): Packet {
  return {
    from: packet.to,
    to: packet.from,
    protocol: packet.protocol,
    sourcePort: packet.port,
    port: packet.sourcePort,
    ack: packet.protocol === 'tcp',
  };
}

function* allPackets(): Generator<Packet> {
  const hosts = Object.keys(HOSTS);
  for (const from of hosts) {
    for (const to of hosts) {
      if (from === to) continue;
      for (const port of PORTS) {
        yield { from, to, protocol: 'tcp', sourcePort: CLIENT, port, ack: false };
        yield { from, to, protocol: 'udp', sourcePort: CLIENT, port, ack: false };
        yield { from, to, protocol: 'tcp', sourcePort: port, port: CLIENT, ack: true };
        if (port !== CLIENT)
          yield { from, to, protocol: 'udp', sourcePort: port, port: CLIENT, ack: false };
      }
    }
  }
}

/** Whether a packet passes the lists on its way: in where it comes from, out where it goes to. */
function passes(lists: Lists, { bound }: SmallEstate, packet: Packet): boolean {
  const [from, to] = [interfaceOf(packet.from), interfaceOf(packet.to)];
  if (from === to && HOSTS[packet.from] === HOSTS[packet.to]) return true;
  // The pool hangs behind the nodes' segment: their hosts reach each other there.
  if (from === to) return true;
  return decides(lists, bound[`${from} in`], packet) && decides(lists, bound[`${to} out`], packet);
}

function interfaceOf(address: string): string {
  const place = HOSTS[address] ?? '';
  return place === 'vips' ? 'nodes' : place;
}

function decides(lists: Lists, name: string | undefined, packet: Packet): boolean {
  const entries = name === undefined ? undefined : lists.get(name);
  if (entries === undefined || entries.length === 0) return true;
  return entries.find((one) => one.matches(packet))?.permits ?? false;
}

function copy(lists: Lists): Lists {
  return new Map([...lists].map(([name, entries]) => [name, entries.map((one) => ({ ...one }))]));
}

/** Reads a configuration, or commands, as a router would. */
function type(lists: Lists, lines: readonly string[]): void {
  let open: Entry[] | undefined;
  for (const raw of lines) {
    const line = raw.trim();
    const again = /^ip access-list resequence (\S+) (\d+) (\d+)$/.exec(line);
    if (again !== null) {
      for (const [at, entry] of (lists.get(again[1] ?? '') ?? []).entries()) {
        entry.number = Number(again[2]) + at * Number(again[3]);
      }
      continue;
    }
    const header = /^ip access-list extended (\S+)$/.exec(line);
    if (header !== null) {
      open = lists.get(header[1] ?? '') ?? [];
      lists.set(header[1] ?? '', open);
      continue;
    }
    if (open === undefined || raw === line) continue;
    const remove = /^no (\d+)$/.exec(line);
    if (remove !== null) {
      const at = open.findIndex(({ number }) => number === Number(remove[1]));
      if (at < 0) throw new Error(`no line ${remove[1]}`);
      open.splice(at, 1);
      continue;
    }
    const entry = /^(?:(\d+) )?((permit|deny) .*)$/.exec(line);
    if (entry === null) continue;
    const number = entry[1] === undefined ? (open.at(-1)?.number ?? 0) + 10 : Number(entry[1]);
    const text = entry[2] ?? '';
    if (open.some((one) => one.number === number)) throw new Error(`${number} is taken`);
    if (open.some((one) => one.text === text)) throw new Error(`"${text}" is there`);
    open.push({ number, text, permits: entry[3] === 'permit', matches: matcher(text) });
    open.sort((a, b) => a.number - b.number);
  }
}

function matcher(text: string): (packet: Packet) => boolean {
  const words = text.split(' ').slice(1);
  const protocol = words.shift() ?? '';
  const from = end(words);
  const sourcePort = ports(words);
  const to = end(words);
  const port = ports(words);
  const established = words.includes('established');
  const known = ['ip', 'tcp', 'udp', 'icmp'].includes(protocol) || /^\d+$/.test(protocol);
  const other = words.filter((word) => word !== 'established' && word !== '');
  if ((!known && !/^[a-z]+$/.test(protocol)) || (other.length > 0 && protocol !== 'icmp')) {
    throw new Error(`the judge does not read "${text}"`);
  }
  return (packet) =>
    (protocol === 'ip' || protocol === packet.protocol) &&
    from(packet.from) &&
    to(packet.to) &&
    sourcePort(packet.sourcePort) &&
    port(packet.port) &&
    (!established || packet.ack);
}

function end(words: string[]): (address: string) => boolean {
  const first = words.shift() ?? '';
  if (first === 'any') return () => true;
  if (first === 'host') {
    const host = words.shift();
    return (address) => address === host;
  }
  const [base, wildcard] = [number(first), number(words.shift() ?? '')];
  return (address) => ((number(address) ^ base) & ~wildcard) === 0;
}

const PORT_NAMES: Readonly<Record<string, number>> = { ftp: 21, telnet: 23, www: 80, domain: 53 };

function ports(words: string[]): (port: number) => boolean {
  if (words[0] === 'eq') {
    words.shift();
    const wanted = portOf(words.shift());
    return (port) => port === wanted;
  }
  if (words[0] === 'range') {
    words.shift();
    const [low, high] = [portOf(words.shift()), portOf(words.shift())];
    return (port) => low <= port && port <= high;
  }
  return () => true;
}

function portOf(word = ''): number {
  const port = PORT_NAMES[word] ?? Number(word);
  if (!Number.isInteger(port)) throw new Error(`the judge does not know the port ${word}`);
  return port;
}

function number(address: string): number {
  return address.split('.').reduce((sum, part) => (sum << 8) | Number(part), 0);
}

function words({ ack, from, port, protocol, sourcePort, to }: Packet): string {
  return `${protocol}${ack ? ' ack' : ''} ${from}:${sourcePort} → ${to}:${port}`;
}
