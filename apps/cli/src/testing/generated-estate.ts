/**
 * Large estates as text: a list over blocks of workloads' addresses as rulebases have them (whole blocks, single hosts, aggregates,
 * strangers, any), and an inventory in which every fifth workload's addresses are scattered. The same every time.
 */
import type { Estate } from './random-estate.ts';

export interface EstateSize {
  readonly entries: number;
  readonly workloads: number;
  readonly addressesEach: number;
  readonly namespaces: number;
}

const FIRST_ADDRESS = 0x0a10_0000;
const PORTS = [
  ' eq 443',
  ' eq 80',
  ' eq 22',
  ' eq 5432',
  ' eq 53',
  ' range 8000 8010',
  ' eq 123',
  ' gt 1023',
  ' eq 3306',
  ' eq 6379',
] as const;
const PROTOCOLS = ['tcp', 'tcp', 'tcp', 'udp', 'ip'] as const;
const TIERS = ['web', 'app', 'db', 'cache'] as const;

/** A router without addresses, so that its only list filters everything. */
export function generatedEstate(size: EstateSize): Estate {
  const blockSize = 2 ** Math.ceil(Math.log2(size.addressesEach * 1.5));
  return { config: configText(size, blockSize), inventory: inventoryText(size, blockSize) };
}

function inventoryText(size: EstateSize, blockSize: number): string {
  const { addressesEach, namespaces, workloads } = size;
  const lines = ['version: 1', 'namespaces:'];
  for (let n = 0; n < namespaces; n += 1) {
    lines.push(`  ns-${n}: { labels: { team: t-${n % 20} } }`);
  }
  lines.push('workloads:');
  for (let at = 0; at < workloads; at += 1) {
    const start = FIRST_ADDRESS + at * blockSize;
    const scattered = at % 5 === 0;
    const own = Array.from({ length: addressesEach }, (_, i) =>
      showAddress(start + (scattered ? (i * 7 + at) % blockSize : i + 1)),
    );
    const labels = `app: app-${Math.floor(at / namespaces)}, tier: ${TIERS[at % 4]}, env: ${at % 2 === 0 ? 'prod' : 'stage'}`;
    lines.push(
      `  - { namespace: ns-${at % namespaces}, labels: { ${labels} }, addresses: [${[...new Set(own)].join(', ')}] }`,
    );
  }
  return [...lines, ''].join('\n');
}

function configText({ entries, workloads, addressesEach }: EstateSize, blockSize: number): string {
  const below = generator(7);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const end = (): string => {
    const start = FIRST_ADDRESS + below(workloads) * blockSize;
    const kind = below(100);
    if (kind < 55) return block(start, blockSize);
    if (kind < 75) return `host ${showAddress(start + 1 + below(addressesEach))}`;
    if (kind < 90) return block(start - (start % (blockSize * 8)), blockSize * 8);
    return kind < 95 ? `192.0.${below(256)}.0 0.0.0.255` : 'any';
  };
  const lines = ['hostname big', 'ip access-list extended BIG'];
  for (let at = 0; at < entries - 1; at += 1) {
    const protocol = pick(PROTOCOLS);
    const [source, destination] = [end(), end()];
    const ports = protocol === 'ip' ? '' : pick(PORTS);
    lines.push(
      ` ${below(100) < 85 ? 'permit' : 'deny'} ${protocol} ${source} ${destination}${ports}`,
    );
  }
  return [...lines, ' deny ip any any', 'end', ''].join('\n');
}

function block(start: number, size: number): string {
  return `${showAddress(start)} ${showAddress(size - 1)}`;
}

function showAddress(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
}

/** Park and Miller's minimal standard generator. @returns a number below the limit. */
function generator(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
}
