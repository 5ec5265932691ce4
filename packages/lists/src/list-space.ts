/** One space for the lists that are to be compared, with the diagram of every line. */
import type { Family } from '@aclift/ir';
import { type Diagram, type Range, Space } from '@aclift/packet-set';
import { type PacketBox, type PacketField, packetFields } from './packet.ts';
import type { Line } from './entry-packets.ts';

export type PacketSpace = Space<PacketField>;

/** Terminals of a line's diagram. Between the lines stands 0: undecided. */
export const PERMIT = 1;
export const DENY = 2;

/** A space that tells apart whatever the boxes tell apart. */
export function spaceFor(
  family: Family,
  boxes: readonly PacketBox[],
  nodeLimit?: number,
): PacketSpace {
  const fields = packetFields(family, boxes);
  const cuts: { [K in PacketField]?: Range[] } = {};
  for (const { name } of fields) cuts[name] = [];
  for (const box of boxes) {
    for (const name of Object.keys(box) as PacketField[]) {
      const into = cuts[name];
      if (into !== undefined) into.push(...(box[name] ?? []));
    }
  }
  return new Space<PacketField>(fields, cuts, nodeLimit === undefined ? {} : { nodeLimit });
}

/** What a line decides where it matches, and nothing elsewhere. */
export function lineDiagram(space: PacketSpace, { action, boxes }: Line): Diagram {
  return space.unionAll(boxes.map((box) => space.box(box, action === 'permit' ? PERMIT : DENY)));
}
