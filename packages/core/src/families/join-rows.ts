/** The rows of both families as one: what a label may open is what the lists of every family let through. */
import { intersectRanges, normalizeRanges, type Ranges, subtractRanges } from '@aclift/packet-set';
import { type OutsidePeers, type Row, wholly } from '../rows/rows.ts';
import {
  allIcmp,
  allServices,
  icmpTypeOf,
  includesServices,
  meetServices,
  type Services,
} from '../rows/services.ts';
import type { DraftEnds } from './join-ends.ts';
import { type Stack, toLine } from '../sides/stack.ts';

/** The rows of one family, with the family. */
export interface FamilyRows {
  readonly family: 'ipv4' | 'ipv6';
  readonly rows: readonly Row[];
}

/**
 * Joins rows by subject and direction, in the order of the ends. Between two workloads a service counts if it does in every
 * family in which both have addresses: a peer that is chosen by labels is a peer in both. Outside addresses stand for themselves.
 */
export function joinRows(
  stack: Stack,
  { pods, wholes = [] }: DraftEnds,
  families: readonly FamilyRows[],
): readonly Row[] {
  const [only] = families;
  if (families.length === 1 && only !== undefined) return only.rows;
  const byKey = families.map(({ family, rows }) => ({
    family,
    rows: new Map(rows.map((row) => [`${row.direction} ${row.subject.workload.id}`, row])),
  }));
  return pods.flatMap((subject) =>
    (['egress', 'ingress'] as const).map((direction): Row => {
      const parts = byKey.flatMap(({ family, rows }) => {
        const row = rows.get(`${direction} ${subject.workload.id}`);
        return row === undefined ? [] : [{ family, row }];
      });
      const line = (family: FamilyRows['family'], addresses: Ranges): Ranges =>
        toLine(stack, family, addresses);
      const peers = new Set(parts.flatMap(({ row }) => [...row.pods.keys()]));
      return {
        subject,
        direction,
        pods: new Map(
          pods.flatMap(({ workload: { id } }) => (peers.has(id) ? [[id, common(parts, id)]] : [])),
        ),
        outside: withWholes(
          parts.flatMap(({ family, row }) =>
            row.outside.map((one) => ({
              family,
              services: one.services,
              addresses: line(family, one.addresses),
              outside: line(family, one.outside),
            })),
          ),
        ),
        neighbours: new Set(
          [...peers].filter((id) =>
            parts.every(({ row }) => !row.pods.has(id) || row.neighbours.has(id)),
          ),
        ),
        neighbourAddresses: wholly(
          parts.flatMap(({ family, row }) => line(family, row.neighbourAddresses)),
          wholes,
        ),
      };
    }),
  );

  /** What is named as a whole may open what it may in every family in which there are flows. */
  function withWholes(outside: readonly FamilyPeers[]): readonly OutsidePeers[] {
    const apart = normalizeRanges(wholes.flatMap(({ addresses }) => addresses));
    const plain = outside.flatMap(({ family, ...one }): OutsidePeers[] => {
      const rest = subtractRanges(one.outside, apart);
      if (rest.length === 0) return [];
      return [
        {
          services: widened(stack, family, one.services),
          addresses: subtractRanges(one.addresses, apart),
          outside: rest,
        },
      ];
    });
    const named = wholes.flatMap(({ addresses }): OutsidePeers[] => {
      const own = outside.filter((one) => intersectRanges(one.outside, addresses).length > 0);
      const [first, ...more] = own.map(({ family, services }) =>
        own.length > 1 ? withOtherIcmp(stack, family, services) : widened(stack, family, services),
      );
      if (first === undefined) return [];
      return [{ services: more.reduce(meetServices, first), addresses, outside: addresses }];
    });
    return [...plain, ...named];
  }

  function common(parts: readonly Part[], peer: string): Services {
    return parts
      .flatMap(({ family, row }) => {
        const services = row.pods.get(peer);
        return services === undefined ? [] : [{ family, services }];
      })
      .map(({ family, services }, _, { length }) =>
        length > 1 ? withOtherIcmp(stack, family, services) : widened(stack, family, services),
      )
      .reduce(meetServices);
  }
}

type FamilyPeers = OutsidePeers & Pick<Part, 'family'>;

interface Part {
  readonly family: FamilyRows['family'];
  readonly row: Row;
}

/** There are no flows of the other family, so whoever may open everything is said to open everything. */
function widened(stack: Stack, family: FamilyRows['family'], services: Services): Services {
  return includesServices(services, allServices(family))
    ? withOtherIcmp(stack, family, services)
    : services;
}

/** The services with all messages of the other family: this family's lists have no say in them. */
function withOtherIcmp(stack: Stack, family: FamilyRows['family'], services: Services): Services {
  const other = allIcmp(stack).filter((message) => icmpTypeOf(message).family !== family);
  return { ...services, icmp: [...services.icmp, ...other].toSorted((a, b) => a - b) };
}
