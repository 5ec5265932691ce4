/** Workloads that would stand for nearly everybody: a `0.0.0.0/0` that was meant for somebody else. */
import type { Family } from '@aclift/ir';
import type { Workload } from './inventory.ts';
import type { AddressRange } from './address-range.ts';
import type { Reporter } from './reporter.ts';

/** How many addresses are too many for one workload. All of IPv6 that is in use is 2000::/3. */
const TOO_MANY: Readonly<Record<Family, bigint>> = { ipv4: 1n << 31n, ipv6: 1n << 125n };

/** Reports workloads with too many addresses of a family, and leaves these addresses out. */
export function withoutEverything(
  workloads: readonly Workload[],
  reporter: Reporter,
): readonly Workload[] {
  return workloads.map((workload) => {
    let { addresses } = workload;
    for (const family of ['ipv4', 'ipv6'] as const) {
      const own = addresses.filter((range) => range.family === family);
      const [widest] = own.toSorted((a, b) => (sizeOf(a) > sizeOf(b) ? -1 : 1));
      if (widest === undefined || !isEverything(own)) continue;
      reporter.add('inventory/owns-everything', widest.span, {
        workload: workload.id,
        text: widest.text,
        family: family === 'ipv4' ? 'IPv4' : 'IPv6',
      });
      addresses = addresses.filter((range) => range.family !== family);
    }
    return addresses.length === workload.addresses.length ? workload : { ...workload, addresses };
  });
}

/** Whether ranges hold so many addresses of a family that they are nobody in particular. */
export function isEverything(ranges: readonly AddressRange[]): boolean {
  return (['ipv4', 'ipv6'] as const).some(
    (family) => countOf(ranges.filter((range) => range.family === family)) >= TOO_MANY[family],
  );
}

/** Whether a range is so wide that a few of its size could be everything: narrower ones need not be counted. */
export function isWide(range: AddressRange): boolean {
  return sizeOf(range) >= TOO_MANY[range.family] >> 16n;
}

function sizeOf({ from, to }: AddressRange): bigint {
  return BigInt(to) - BigInt(from) + 1n;
}

/** How many addresses ranges of one family hold together; they may overlap. */
function countOf(ranges: readonly AddressRange[]): bigint {
  let count = 0n;
  let next = 0n;
  for (const { from, to } of ranges.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const first = BigInt(from) > next ? BigInt(from) : next;
    if (BigInt(to) < first) continue;
    count += BigInt(to) - first + 1n;
    next = BigInt(to) + 1n;
  }
  return count;
}
