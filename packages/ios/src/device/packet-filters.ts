/** What the makers of filters share. */
import type { Span } from '@aclift/diagnostics';
import type { Family, PacketFilter, SelectStep } from '@aclift/ir';

/** A command as filters quote it. */
export interface Quote {
  readonly text: string;
  readonly span: Span;
}

/** The filters of both families, as one where they do the same. `make` gives undefined where a family is not filtered. */
export function forFamilies(
  make: (family: Family) => Omit<PacketFilter, 'families'> | undefined,
): readonly PacketFilter[] {
  const [four, six] = [make('ipv4'), make('ipv6')];
  if (four !== undefined && six !== undefined && JSON.stringify(four) === JSON.stringify(six)) {
    return [withFamilies(four, ['ipv4', 'ipv6'])];
  }
  return [
    ...(four === undefined ? [] : [withFamilies(four, ['ipv4'])]),
    ...(six === undefined ? [] : [withFamilies(six, ['ipv6'])]),
  ];
}

function withFamilies(
  filter: Omit<PacketFilter, 'families'>,
  families: readonly Family[],
): PacketFilter {
  const { kind, name, ...rest } = filter;
  return { kind, name, families, ...rest };
}

/** Every packet is perhaps treated so, and nobody can tell which. */
export function perhaps(action: SelectStep['action'], { text, span }: Quote): SelectStep {
  return { kind: 'select', lists: [], join: 'every', action, certain: false, text, span };
}
