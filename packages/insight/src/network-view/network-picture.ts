/** What a picture of a network shows: large sets of nodes with the same neighbours stand as one. */
import type { FamilyNetwork, ViewedLink, ViewedNode } from './model.ts';

/** Nodes with the same neighbours, drawn as one. */
export interface FoldedNodes {
  readonly kind: 'folded';
  readonly id: string;
  /** What they are. */
  readonly of: 'device' | 'place';
  readonly members: readonly string[];
  /** Filters on the links of the members. */
  readonly filters: number;
  /** Whether the members are drawn inside it, one by one. */
  readonly open: boolean;
}

export type PictureNode = ViewedNode | FoldedNodes;

/** All links between two nodes that are drawn. */
export interface PictureLine {
  readonly key: string;
  /** The nodes: on the device's side, and on the place's. */
  readonly device: string;
  readonly place: string;
  readonly links: readonly ViewedLink[];
}

export interface NetworkPicture {
  readonly nodes: readonly PictureNode[];
  readonly lines: readonly PictureLine[];
}

/** So many nodes with the same neighbours are drawn one by one. */
const MOST_ALIKE = 12;

/**
 * @param open ids of folded nodes whose members are drawn.
 * @param kept ids of links whose ends are drawn by themselves.
 */
export function networkPicture(
  { links, nodes }: FamilyNetwork,
  open: ReadonlySet<string>,
  kept: ReadonlySet<string>,
): NetworkPicture {
  const around = new Map<string, ViewedLink[]>(nodes.map(({ id }) => [id, []]));
  for (const link of links) {
    around.get(link.device)?.push(link);
    around.get(link.place)?.push(link);
  }
  const alike = Map.groupBy(
    nodes.filter(({ kind }) => kind !== 'world'),
    ({ id, kind }) => {
      const own = around.get(id) ?? [];
      const neighbours = own.map((link) => (kind === 'device' ? link.place : link.device));
      const of = kind === 'device' ? 'device' : 'place';
      return JSON.stringify([of, ...new Set(neighbours.toSorted())]);
    },
  );
  const shownAs = new Map<string, string>();
  const folded = new Map<string, FoldedNodes>();
  for (const [key, same] of alike) {
    const id = `folded ${key}`;
    if (same.length <= MOST_ALIKE) continue;
    const members = same
      .filter((node) => !(around.get(node.id) ?? []).some((link) => kept.has(link.id)))
      .map((node) => node.id);
    if (members.length === 0) continue;
    const filters = members
      .flatMap((member) => around.get(member) ?? [])
      .reduce((sum, link) => sum + link.in.length + link.out.length, 0);
    const of = same[0]?.kind === 'device' ? 'device' : 'place';
    folded.set(members[0] ?? '', {
      kind: 'folded',
      id,
      of,
      members,
      filters,
      open: open.has(id),
    });
    for (const member of members) shownAs.set(member, id);
  }
  const shown = (id: string): string => shownAs.get(id) ?? id;
  const lines = Map.groupBy(links, ({ device, place }) =>
    JSON.stringify([shown(device), shown(place)]),
  );
  return {
    // A fold stands where its first member would.
    nodes: nodes.flatMap((node): readonly PictureNode[] => {
      const fold = folded.get(node.id);
      return fold === undefined ? (shownAs.has(node.id) ? [] : [node]) : [fold];
    }),
    lines: [...lines].map(([key, own]) => ({
      key,
      device: shown((own[0] as ViewedLink).device),
      place: shown((own[0] as ViewedLink).place),
      links: own,
    })),
  };
}
