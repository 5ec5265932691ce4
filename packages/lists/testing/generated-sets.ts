/** Lists of any size that look like those of providers (`acl`), firewalls (`fw`) and Linux chains (`ipc`). Same seed, same list. */
import type { Ace, AddressMatch, Device, PortMatch } from '@aclift/ir';
import { deviceWith, seeded } from './small-lists.ts';

export const FAMILIES = ['acl', 'fw', 'ipc'] as const;
type SetFamily = (typeof FAMILIES)[number];

const SPAN = { start: 0, end: 0 };
const ANY: AddressMatch = { kind: 'any', span: SPAN };
const PORTS = [20, 21, 22, 25, 53, 80, 110, 123, 143, 161, 389, 443, 445, 1521, 3306, 3389, 8080];

/**
 * How often each family leaves one end open (never both), how long its prefixes are, and how its ports are written. The
 * larger a list, the fewer of its lines are so wide: wide lines come from a rulebase's policy, not from its size.
 */
const SHAPE: Readonly<Record<SetFamily, Shape>> = {
  acl: { open: 3, shortest: 24, sourcePorts: 0, ranges: 0.1 },
  fw: { open: 40, shortest: 18, sourcePorts: 0.3, ranges: 0.3 },
  ipc: { open: 10, shortest: 22, sourcePorts: 0.1, ranges: 0.2 },
};

interface Shape {
  /** Open ends in a list of n lines: so many times the root of n. */
  readonly open: number;
  readonly shortest: number;
  readonly sourcePorts: number;
  readonly ranges: number;
}

export function generateSet(family: SetFamily, size: number, seed: number = 7): Device {
  const random = seeded(seed);
  const below = (n: number): number => Math.floor(random() * n);
  const shape = SHAPE[family];
  // Networks are met again and again, as in a real estate.
  const networks = Array.from({ length: Math.max(4, Math.floor(size / 25)) }, () =>
    Math.floor(random() * 2 ** 32),
  );
  const open = shape.open / Math.sqrt(size) / 10;
  const address = (): AddressMatch => {
    const length = random() < 0.5 ? 32 : shape.shortest + below(33 - shape.shortest);
    const wildcard = length === 32 ? 0 : 0xffffffff >>> length;
    const near = (networks[below(networks.length)] as number) ^ below(256);
    return { kind: 'wildcard', base: (near & ~wildcard) >>> 0, wildcard, span: SPAN };
  };
  const ports = (): PortMatch => {
    if (random() >= shape.ranges) {
      return { kind: 'eq', ports: [PORTS[below(PORTS.length)] as number], span: SPAN };
    }
    if (random() < 0.5) return { kind: 'gt', port: 1023, span: SPAN };
    const from = below(60_000);
    return { kind: 'range', from, to: from + below(1_000), span: SPAN };
  };
  const entries = Array.from({ length: size }, (): Ace => {
    const protocol = [6, 6, 6, 17, 17, 1, undefined][below(7)];
    const end = random();
    const ported = protocol === 6 || protocol === 17;
    return {
      kind: 'ace',
      action: random() < 0.2 ? 'deny' : 'permit',
      protocol:
        protocol === undefined
          ? { kind: 'any', span: SPAN }
          : { kind: 'number', protocol, span: SPAN },
      source: end < open ? ANY : address(),
      ...(ported && random() < shape.sourcePorts ? { sourcePorts: ports() } : {}),
      destination: end > 1 - open ? ANY : address(),
      ...(ported && random() < 0.9 ? { destinationPorts: ports() } : {}),
      conditions: [],
      span: SPAN,
    };
  });
  return deviceWith(entries);
}
