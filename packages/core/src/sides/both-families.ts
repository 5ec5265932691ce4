/** The lists' side of both families: who takes part, and what each has to know of the other. */
import type { Inventory } from '@aclift/inventory';
import type { Device, Family } from '@aclift/ir';
import type { CoreDiagnostic } from '../diagnostic.ts';
import { type NetworkSide, type NetworkSideInput, networkSide } from './network-side.ts';
import type { FilterList } from '@aclift/verify';
import { asOtherFamily } from './flow-cuts.ts';

export interface NetworkSidesInput extends Omit<NetworkSideInput, 'family' | 'protocols'> {
  /** Protocols of a family that the policies decide. */
  readonly protocols: (family: Family) => readonly number[];
}

export interface NetworkSides {
  /** IPv4 first; at least one. */
  readonly sides: readonly [NetworkSide, ...NetworkSide[]];
  /** Every list, by id, as the side of its family has it. */
  readonly lists: ReadonlyMap<string, FilterList>;
  /** The same with conditions taken to do what was decided. */
  readonly assumed: ReadonlyMap<string, FilterList>;
  /** What all of them have to say, each thing once. */
  readonly said: readonly CoreDiagnostic[];
}

/** The families that lists filter or workloads have addresses of, IPv4 first; IPv4 where there is neither. */
export function familiesIn(
  devices: readonly Device[],
  inventory: Inventory | undefined,
): readonly [Family, ...Family[]] {
  const has = (family: Family): boolean =>
    devices.some(({ acls }) => acls.some((acl) => acl.family === family)) ||
    inventory?.workloads.some(({ addresses, vips }) =>
      [...addresses, ...vips.map(({ address }) => address)].some((one) => one.family === family),
    ) === true;
  if (!has('ipv6')) return ['ipv4'];
  return has('ipv4') ? ['ipv4', 'ipv6'] : ['ipv6'];
}

export function networkSides(input: NetworkSidesInput): NetworkSides {
  const { devices, inventory, protocols } = input;
  const [first, ...more] = familiesIn(devices, inventory);
  const sideOf = (family: Family): NetworkSide =>
    networkSide({ ...input, family, protocols: protocols(family) });
  const sides: NetworkSides['sides'] = [sideOf(first), ...more.map(sideOf)];
  const known = new Set(sides.flatMap(({ lists }) => [...lists.values()].map((l) => l.acl.name)));
  const said = new Map(
    sides
      .flatMap((side) => side.said)
      // A list of the other family is no unknown list.
      .filter(({ code, facts }) => code !== 'core/unknown-list' || !known.has(facts.name))
      .map((one) => [
        one.code === 'core/unknown-list' ? `${one.code} ${one.facts.name}` : JSON.stringify(one),
        one,
      ]),
  );
  return {
    sides: linked(sides),
    lists: ofTheirSides(sides, 'lists'),
    assumed: ofTheirSides(sides, 'assumed'),
    said: [...said.values()],
  };
}

/** The sides on which somebody is a pod: there is nothing to compare on others. The first where nobody is. */
export function comparedSides(sides: NetworkSides['sides']): readonly NetworkSide[] {
  const own = sides.filter(({ proofInput }) => proofInput.ends.pods.length > 0);
  return own.length > 0 ? own : [sides[0]];
}

/** A list is one object for whoever asks about it: that of the side which filters by it. */
function ofTheirSides(
  sides: NetworkSides['sides'],
  which: 'lists' | 'assumed',
): ReadonlyMap<string, FilterList> {
  const [first] = sides;
  const own = sides.flatMap((side) =>
    [...side[which]].filter(([, { acl }]) => acl.family === side.proofInput.family),
  );
  return new Map([...first[which], ...own]);
}

/** Each with the verdicts of the other, where workloads have addresses of both. */
function linked(sides: NetworkSides['sides']): NetworkSides['sides'] {
  const [first, second] = sides;
  if (second === undefined) return sides;
  if ([first, second].some(({ proofInput }) => proofInput.ends.pods.length === 0)) return sides;
  return [withOther(first, second), withOther(second, first)];
}

function withOther(side: NetworkSide, other: NetworkSide): NetworkSide {
  const otherFamily = asOtherFamily(other.proofInput);
  return { ...side, proofInput: { ...side.proofInput, otherFamily } };
}
