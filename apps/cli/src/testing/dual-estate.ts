/**
 * Estates with IPv6 that mean the same as estates with IPv4: every address a.b.c.d has an image in one /96, so that what holds
 * flow by flow can be asked of the IPv4 original.
 */
import { parseIpv4, showIpv6 } from '@aclift/ir';
import type { Estate } from './random-estate.ts';

const BASE = 0x2001_0db8n << 96n;
const BASE_LENGTH = 96;

/** The IPv6 address that stands for an IPv4 address. */
export function image(address: string): string {
  const value = parseIpv4(address);
  if (value === undefined) throw new Error(`${address} is no address`);
  return showIpv6(BASE + BigInt(value));
}

/** The estate without what has no image: ICMP, other wildcard masks than those of prefixes. */
export function withImage({ config, inventory }: Estate): Estate {
  const lines = config.split('\n').filter((line) => !hasNoImage(line));
  return { config: lines.join('\n'), inventory };
}

function hasNoImage(line: string): boolean {
  return / icmp /.test(line) || / 0\.0\.(?:0\.2|2\.0)(?: |$)/.test(line);
}

/** What a configuration with an image says in IPv6, for the same interfaces; `prefix` goes before the names of lists and groups. */
export function inIpv6(config: string, prefix: string): string {
  return config
    .split('\n')
    .filter((line) => !line.startsWith('hostname'))
    .map((line) =>
      line
        .replace(/^ ip address (\S+) \S+\.(\d+)$/, (_, address: string, last: string) => {
          const length = BASE_LENGTH + 24 + (last === '252' ? 6 : 0);
          return ` ipv6 address ${image(address)}/${length}`;
        })
        .replace(/^ ip access-group (\S+) (\S+)$/, ` ipv6 traffic-filter ${prefix}$1 $2`)
        .replace(/^ip access-list extended (\S+)$/, `ipv6 access-list ${prefix}$1`)
        .replace(/^object-group network (\S+)$/, `object-group v6-network ${prefix}$1`)
        .replace(/object-group (G\d)/g, `object-group ${prefix}$1`)
        .replace(/^ip route 0\.0\.0\.0 0\.0\.0\.0 (\S+)$/, (_, hop: string) => {
          return `ipv6 route ::/0 ${image(hop)}`;
        })
        .replace(/ (permit|deny) ip /, ' $1 ipv6 ')
        .replace(/(\d+\.\d+\.\d+\.\d+) 0\.0\.0\.(255|1)\b/g, (_, address: string, wild: string) => {
          return `${image(address)}/${wild === '1' ? 127 : 120}`;
        })
        .replace(/host (\d+\.\d+\.\d+\.\d+)/g, (_, address: string) => `host ${image(address)}`),
    )
    .join('\n');
}

/** One estate of two: the first in IPv4, the second in IPv6, the workloads of both by their labels. */
export function dualEstate(four: Estate, six: Estate): Estate {
  const owners = new Map<string, { readonly head: readonly string[]; addresses: string[] }>();
  const tails: string[] = [];
  for (const [{ inventory }, asWritten] of [
    [four, (address: string) => address],
    [six, (address: string) => `"${image(address)}"`],
  ] as const) {
    const lines = inventory.split('\n');
    for (const [at, line] of lines.entries()) {
      const addresses = /^ {4}addresses: \[(.*)\]$/.exec(line)?.[1];
      if (addresses === undefined) continue;
      const [namespace, labels, now] = [at - 2, at - 1, at + 1].map((k) => lines[k] ?? '') as [
        string,
        string,
        string,
      ];
      const owner = owners.get(labels) ?? { head: [namespace, labels, now], addresses: [] };
      owner.addresses.push(...addresses.split(', ').map(asWritten));
      owners.set(labels, owner);
    }
  }
  tails.push(
    'externals:',
    `  - { name: partner, addresses: [192.0.2.0/24, "${image('192.0.2.0')}/120"] }`,
    '',
  );
  const head = four.inventory.slice(0, four.inventory.indexOf('workloads:'));
  return {
    config: `${four.config.replace(/^end$/m, '!')}\n${inIpv6(six.config, 'V6')}`,
    inventory: [
      `${head}workloads:`,
      ...[...owners.values()].flatMap(({ head: [namespace, labels, now], addresses }) => [
        namespace,
        labels,
        `    addresses: [${addresses.join(', ')}]`,
        now,
      ]),
      ...tails,
    ].join('\n'),
  };
}

/** Drafts as their IPv4 part says, or their IPv6 part in IPv4 words; blocks of the other family hold nobody. */
export function draftsIn(family: 'ipv4' | 'ipv6', texts: readonly string[]): readonly string[] {
  return texts.map((text) =>
    text.replace(
      /"?(?<![\w.])([0-9a-f:.]*[:.][0-9a-f:.]*)\/(\d+)"?/g,
      (whole, base: string, length: string) => {
        if (whole.startsWith('"')) return `"${inWords(family, base, Number(length))}"`;
        return inWords(family, base, Number(length));
      },
    ),
  );
}

/** Addresses that no flow of an estate has. */
const NOBODY = '240.0.0.1/32';

function inWords(family: 'ipv4' | 'ipv6', base: string, length: number): string {
  const four = !base.includes(':');
  if (four) return family === 'ipv4' ? `${base}/${length}` : NOBODY;
  if (family === 'ipv4') return NOBODY;
  return back(base, length);
}

function back(base: string, length: number): string {
  const value = parse(base);
  const common = BigInt(128 - Math.min(length, BASE_LENGTH));
  if (value >> common !== BASE >> common) return NOBODY;
  if (length <= BASE_LENGTH) return '0.0.0.0/0';
  const low = Number(value & 0xffff_ffffn);
  const bytes = [24, 16, 8, 0].map((shift) => (low >>> shift) & 255);
  return `${bytes.join('.')}/${length - BASE_LENGTH}`;
}

function parse(text: string): bigint {
  const [head = '', tail] = text.split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const [left, right] = [groups(head), groups(tail ?? '')];
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array.from({ length: zeros }, () => '0'), ...right].reduce(
    (sum, group) => (sum << 16n) | BigInt(`0x${group}`),
    0n,
  );
}
