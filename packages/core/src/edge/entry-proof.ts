/**
 * What comes of source ranges, the ingress of the cluster and policies together, for every client outside: the objects are read again
 * from their texts and judged by code that had no part in writing them. Drafts have been compared with the lists before; here an entry
 * has to let in whom they let in.
 */
import type { AddressRange, External, Inventory } from '@aclift/inventory';
import type { Family } from '@aclift/ir';
import type { PolicyDocument } from '@aclift/policy';
import { intersectRanges, normalizeRanges, type Ranges, subtractRanges } from '@aclift/packet-set';
import {
  allAddresses,
  type Engine,
  modelPolicies,
  type PolicyModel,
  SCTP,
  sourcesLetIn,
  TCP,
  UDP,
} from '@aclift/verify';
import { nodeAddresses } from './entry-objects.ts';
import type { PlannedEntry, PlannedPort } from './ranges-plan.ts';
import type { SeenAs } from '../draft/seen-as.ts';

/** What is judged. */
export interface EntryProofInput {
  readonly inventory: Inventory;
  /** The drafts, and the same with the objects for entries; read from their texts. */
  readonly drafts: readonly PolicyDocument[];
  readonly all: readonly PolicyDocument[];
  /** Undefined: as the objects' kinds say. */
  readonly engine: Engine | undefined;
  /** Addresses of the family that may be clients outside. */
  readonly outside: (family: Family) => Ranges;
}

/** What is found for one port of an entry. */
export interface EntryVerdict {
  /** Clients who get in, and whom the drafts keep out. Empty: nobody. */
  readonly opened: Ranges;
  /** The same as long as the Service has the ranges of today. */
  readonly openedToday: Ranges;
  /** Clients whom the drafts let in, and who do not get in. Empty: nobody. */
  readonly cut: Ranges;
}

/** Addresses that nobody has, by RFC 1122 and RFC 6666: stand-ins for whoever has no address that an inventory knows. */
const STAND_INS = {
  ipv4: { node: 10, ingress: 11, text: (at: number) => `0.0.0.${at}` },
  ipv6: {
    node: (1n << 120n) + 10n,
    ingress: (1n << 120n) + 11n,
    text: (at: number) => `100::${at.toString(16)}`,
  },
} as const;

/** Judges entries; models are made once a family. */
export class EntryJudge {
  readonly #input: EntryProofInput;
  readonly #inventory: Inventory;
  readonly #models = new Map<
    Family,
    { readonly drafts: readonly PolicyModel[]; readonly all: readonly PolicyModel[] }
  >();

  constructor(input: EntryProofInput) {
    this.#input = input;
    // Names of outsiders are of no use here, and words for nodes need somebody whom they mean.
    const stands = (['ipv4', 'ipv6'] as const).flatMap((family): External[] => [
      external(`node ${family}`, 'remote-node', standIn(family, 'node')),
      external(`ingress ${family}`, 'ingress', standIn(family, 'ingress')),
    ]);
    this.#inventory = { ...input.inventory, externals: stands };
  }

  /** @param admitted source addresses that get through to the port; `today`: with the ranges of today. */
  judge(
    workload: string,
    { family, seen }: Pick<PlannedEntry, 'family' | 'seen'>,
    { protocol, target }: PlannedPort,
    admitted: Ranges,
    today: Ranges,
  ): EntryVerdict {
    const number = { TCP, UDP, SCTP }[protocol];
    const models = this.#of(family);
    const seenAlone = sourcesLetIn(models.drafts, family, workload, number, target);
    const letIn = sourcesLetIn(models.all, family, workload, number, target);
    const outside = subtractRanges(
      this.#input.outside(family),
      normalizeRanges([standIn(family, 'node'), standIn(family, 'ingress')]),
    );
    const sure = this.#asHidden(letIn.min, family, seen, 'all');
    // Pods of the node where a client comes in see it; what the ingress or a front sends has no such way.
    const seenSomewhere = seen.every(({ kind }) => kind === 'node' || kind === 'world');
    const may = [
      ...(seenSomewhere ? letIn.max : []),
      ...this.#asHidden(letIn.max, family, seen, 'some'),
    ];
    const opened = (by: Ranges): Ranges =>
      subtractRanges(
        intersectRanges(intersectRanges(by, outside), normalizeRanges(may)),
        seenAlone.max,
      );
    return {
      opened: opened(admitted),
      openedToday: opened(today),
      cut: subtractRanges(intersectRanges(seenAlone.min, outside), intersectRanges(admitted, sure)),
    };
  }

  /** Everybody, if whoever stands for clients gets in; else nobody. */
  #asHidden(
    letIn: Ranges,
    family: Family,
    seen: readonly SeenAs[],
    quantity: 'all' | 'some',
  ): Ranges {
    const holds = (addresses: Ranges): boolean => subtractRanges(addresses, letIn).length === 0;
    const gets = seen.map(({ kind }): boolean => {
      switch (kind) {
        case 'node': {
          const addresses = nodeAddresses(this.#input.inventory.cluster, family);
          const stand = holds([standIn(family, 'node')]);
          // A word means every node, a block only its addresses.
          return stand || (addresses.length > 0 && holds(addresses));
        }
        case 'ingress':
          return holds([standIn(family, 'ingress')]);
        case 'world':
          // It is the world as such, and no block around a client's address.
          return holds(
            subtractRanges(
              [allAddresses(family)],
              normalizeRanges([standIn(family, 'node'), standIn(family, 'ingress')]),
            ),
          );
        case 'through':
          // The front has let its clients in or not; what it passes on is judged by its labels.
          return true;
      }
    });
    const everybody = quantity === 'all' ? gets.every(Boolean) : gets.some(Boolean);
    return everybody ? [allAddresses(family)] : [];
  }

  #of(family: Family) {
    const { all, drafts, engine } = this.#input;
    const options = engine === undefined ? {} : { engine };
    const model = (documents: readonly PolicyDocument[]): readonly PolicyModel[] =>
      modelPolicies(documents, this.#inventory, family, options).policies;
    const known = this.#models.get(family) ?? { drafts: model(drafts), all: model(all) };
    this.#models.set(family, known);
    return known;
  }
}

function standIn(family: Family, kind: 'node' | 'ingress') {
  const at = STAND_INS[family][kind];
  return { from: at, to: at };
}

function external(
  name: string,
  entity: 'remote-node' | 'ingress',
  { from }: { readonly from: number | bigint },
): External {
  const span = { start: 0, end: 0 };
  const address: AddressRange =
    typeof from === 'number'
      ? { family: 'ipv4', from, to: from, text: `0.0.0.${from}`, span }
      : { family: 'ipv6', from, to: from, text: name, span };
  return { name, addresses: [address], entity, span };
}
